package org.prtosvm.devices.rtc;

/** Ports, registers and bits of an MC146818 with its memory, as in a PC. Source: MC146818A datasheet, "Registers". */
final class Mc146818Registers {
    /** Port: index, and in bit 7 the mask of NMI. */
    static final int INDEX = 0;
    /** Port: register that the index names. */
    static final int DATA = 1;
    /** Number of ports. */
    static final int COUNT = 2;

    /** Bytes behind the index. */
    static final int LENGTH = 128;
    /** Bit of the index port: NMI is masked. */
    static final int NMI_MASKED = 0x80;

    static final int SECONDS = 0x00;
    static final int SECONDS_ALARM = 0x01;
    static final int MINUTES = 0x02;
    static final int MINUTES_ALARM = 0x03;
    static final int HOURS = 0x04;
    static final int HOURS_ALARM = 0x05;
    static final int DAY_OF_WEEK = 0x06;
    static final int DAY_OF_MONTH = 0x07;
    static final int MONTH = 0x08;
    static final int YEAR = 0x09;
    static final int A = 0x0A;
    static final int B = 0x0B;
    static final int C = 0x0C;
    static final int D = 0x0D;
    /** Memory byte that PCs keep the century in. */
    static final int CENTURY = 0x32;

    /** Register A: an update is near or going on. */
    static final int UPDATE_IN_PROGRESS = 0x80;
    /** Register A: rate of the periodic interrupt. */
    static final int RATE = 0x0F;
    /** Register A after power-up: 32,768 Hz, 1,024 interrupts per second. */
    static final int A_DEFAULT = 0x26;

    /** Register B: time stands still, to be set. */
    static final int SET = 0x80;
    /** Register B: 24 hours. */
    static final int HOURS_24 = 0x02;
    /** Register B: binary numbers. */
    static final int BINARY = 0x04;
    /** Registers B and C: periodic interrupt. */
    static final int PERIODIC = 0x40;
    /** Registers B and C: alarm interrupt. */
    static final int ALARM = 0x20;
    /** Registers B and C: update-ended interrupt. */
    static final int UPDATE_ENDED = 0x10;
    /** All interrupts. */
    static final int INTERRUPTS = PERIODIC | ALARM | UPDATE_ENDED;
    /** Register C: an enabled interrupt is pending. */
    static final int REQUEST = 0x80;
    /** Register D: the battery is good. */
    static final int VALID = 0x80;
    /** Hour with 12 hours: afternoon. */
    static final int AFTERNOON = 0x80;
    /** Alarm byte: any value fits. */
    static final int ANY = 0xC0;

    private Mc146818Registers() {}
}
