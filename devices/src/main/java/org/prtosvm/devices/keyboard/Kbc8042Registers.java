package org.prtosvm.devices.keyboard;

/** Commands and bits of the 8042 of a PC/AT. Source: IBM PC AT Technical Reference, "Keyboard Controller". */
final class Kbc8042Registers {
    /** Status: the output buffer holds a byte. */
    static final int OUTPUT_FULL = 0x01;
    /** Status: the self-test has passed. */
    static final int SYSTEM_FLAG = 0x04;
    /** Status: the last byte written was a command. */
    static final int COMMAND_WRITTEN = 0x08;
    /** Status: the keyboard is not locked. */
    static final int NOT_INHIBITED = 0x10;

    /** Command byte: interrupt when the output buffer is full. */
    static final int ENABLE_INTERRUPT = 0x01;
    /** Command byte: the keyboard is disabled. */
    static final int KEYBOARD_DISABLED = 0x10;

    /** Commands 20H to 3FH read the memory, 60H to 7FH write it; the first byte is the command byte. */
    static final int READ_MEMORY = 0x20;

    static final int WRITE_MEMORY = 0x60;
    static final int MEMORY_LENGTH = 0x20;
    static final int DISABLE_MOUSE = 0xA7;
    static final int ENABLE_MOUSE = 0xA8;
    static final int TEST_MOUSE = 0xA9;
    static final int SELF_TEST = 0xAA;
    static final int TEST_KEYBOARD = 0xAB;
    static final int DISABLE_KEYBOARD = 0xAD;
    static final int ENABLE_KEYBOARD = 0xAE;
    static final int READ_INPUT_PORT = 0xC0;
    static final int READ_OUTPUT_PORT = 0xD0;
    static final int WRITE_OUTPUT_PORT = 0xD1;
    static final int WRITE_OUTPUT_BUFFER = 0xD2;
    static final int DISABLE_A20 = 0xDD;
    static final int ENABLE_A20 = 0xDF;
    /** Commands from here on pulse the output port bits that are 0 in their low four bits. */
    static final int PULSE_OUTPUT_PORT = 0xF0;

    /** Output port: not RESET. */
    static final int PORT_NOT_RESET = 0x01;
    /** Output port: A20. */
    static final int PORT_A20 = 0x02;
    /** Output port: interrupt line 1. */
    static final int PORT_INTERRUPT = 0x10;
    /** Output port after power-up. */
    static final int PORT_DEFAULT = 0xCF;
    /** Input port: nothing is special. */
    static final int INPUT_PORT = 0xB0;

    static final int SELF_TEST_PASSED = 0x55;
    static final int NO_ERROR = 0x00;
    /** Answer of the test of a second port that is not there. */
    static final int NO_MOUSE = 0xFF;

    /** Answers of the keyboard. */
    static final int ACKNOWLEDGE = 0xFA;

    static final int KEYBOARD_PASSED = 0xAA;
    static final int KEYBOARD_ECHO = 0xEE;
    static final int KEYBOARD_IDENTIFY = 0xF2;
    static final int KEYBOARD_ID_1 = 0xAB;
    static final int KEYBOARD_ID_2 = 0x83;
    static final int KEYBOARD_RESET = 0xFF;

    private Kbc8042Registers() {}
}
