package org.prtosvm.devices.interrupt;

/** Registers and bits of an 8259A. Source: 8259A datasheet, "Initialization Command Words" and "Operation Command Words". */
final class Pic8259Registers {
    /** A0 = 0: ICW1, OCW2, OCW3; reads IRR, ISR or the answer to a poll. */
    static final int COMMAND = 0;
    /** A0 = 1: ICW2, ICW3, ICW4, OCW1; reads the mask. */
    static final int DATA = 1;
    /** Number of registers. */
    static final int COUNT = 2;

    /** ICW1 D4: this is ICW1. */
    static final int ICW1 = 0x10;
    /** ICW1 D0: ICW4 follows. */
    static final int ICW1_NEEDS_ICW4 = 0x01;
    /** ICW1 D1: no cascade, no ICW3. */
    static final int ICW1_SINGLE = 0x02;
    /** ICW1 D2: vectors of MCS-80 systems are 4 bytes apart, not 8. */
    static final int ICW1_INTERVAL_4 = 0x04;
    /** ICW1 D3: inputs are sensitive to levels, not edges. */
    static final int ICW1_LEVEL_TRIGGERED = 0x08;

    /** ICW4 D0: 8086 mode. */
    static final int ICW4_8086 = 0x01;
    /** ICW4 D1: end of interrupt at the acknowledgement. */
    static final int ICW4_AUTOMATIC_END = 0x02;
    /** ICW4 D4: special fully nested. */
    static final int ICW4_SPECIAL_FULLY_NESTED = 0x10;

    /** D3 of a command without D4: this is OCW3. */
    static final int OCW3 = 0x08;
    /** OCW3 D0: ISR instead of IRR, with {@link #OCW3_READ}. */
    static final int OCW3_SELECT_ISR = 0x01;
    /** OCW3 D1: D0 is meant. */
    static final int OCW3_READ = 0x02;
    /** OCW3 D2: the next read is a poll. */
    static final int OCW3_POLL = 0x04;
    /** OCW3 D5: special mask mode on, with {@link #OCW3_ENABLE_SPECIAL_MASK}. */
    static final int OCW3_SPECIAL_MASK = 0x20;
    /** OCW3 D6: D5 is meant. */
    static final int OCW3_ENABLE_SPECIAL_MASK = 0x40;

    /** OCW2 D5: end of interrupt. */
    static final int OCW2_END = 0x20;
    /** OCW2 D6: the level in D0..D2 is meant. */
    static final int OCW2_SPECIFIC = 0x40;
    /** OCW2 D7: rotate. */
    static final int OCW2_ROTATE = 0x80;

    /** Answer to a poll: there is a request. */
    static final int POLL_REQUEST = 0x80;

    private Pic8259Registers() {}
}
