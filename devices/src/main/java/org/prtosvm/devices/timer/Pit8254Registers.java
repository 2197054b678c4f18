package org.prtosvm.devices.timer;

/** Registers and bits of an 8254. Source: 82C54 datasheet, "Control Word Format" and "Read-Back Command". */
final class Pit8254Registers {
    /** Number of counters; their registers come first. */
    static final int COUNTERS = 3;
    /** Control word, write only. */
    static final int CONTROL = 3;
    /** Number of registers. */
    static final int COUNT = 4;

    /** Control word D7..D6: counter, or {@link #READ_BACK}. */
    static final int SELECT_SHIFT = 6;
    /** Value of D7..D6: read-back command. */
    static final int READ_BACK = 3;
    /** Control word D5..D4: which bytes are read and written. */
    static final int ACCESS_SHIFT = 4;
    /** Value of D5..D4: latch the count. */
    static final int ACCESS_LATCH = 0;
    /** Value of D5..D4: low byte only. */
    static final int ACCESS_LOW = 1;
    /** Value of D5..D4: high byte only. */
    static final int ACCESS_HIGH = 2;
    /** Value of D5..D4: low byte, then high byte. */
    static final int ACCESS_BOTH = 3;
    /** Control word D3..D1: mode. */
    static final int MODE_SHIFT = 1;
    /** Control word D0: count in four decades. */
    static final int DECIMAL = 0x01;

    /** Read-back command D5: do not latch the count. */
    static final int READ_BACK_NO_COUNT = 0x20;
    /** Read-back command D4: do not latch the status. */
    static final int READ_BACK_NO_STATUS = 0x10;
    /** Read-back command D1: counter 0 is meant; the others follow. */
    static final int READ_BACK_COUNTER_0 = 0x02;

    /** Status D7: level of OUT. */
    static final int STATUS_OUTPUT = 0x80;
    /** Status D6: the count last written is not in the counting element yet. */
    static final int STATUS_NULL_COUNT = 0x40;

    private Pit8254Registers() {}
}
