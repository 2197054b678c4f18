package org.prtosvm.devices.timer;

import org.prtosvm.devices.time.EventQueue;

/**
 * The six modes of an 8254 counter, as functions of the time since the counting element was loaded. All times are ticks
 * of CLK; the element is loaded at tick 0 and OUT is what it is from that tick on. Source: 82C54 datasheet, "Mode
 * Definitions".
 */
enum CounterMode {
    /** Mode 0: OUT rises when the count has reached zero. */
    INTERRUPT_ON_TERMINAL_COUNT(false, false) {
        @Override
        boolean output(long elapsed, int count) {
            return elapsed >= count;
        }

        @Override
        long nextChange(long elapsed, int count) {
            return elapsed < count ? count : EventQueue.NEVER;
        }
    },
    /** Mode 1: a trigger makes OUT low for the count. */
    ONE_SHOT(false, true) {
        @Override
        boolean output(long elapsed, int count) {
            return elapsed >= count;
        }

        @Override
        long nextChange(long elapsed, int count) {
            return elapsed < count ? count : EventQueue.NEVER;
        }
    },
    /** Mode 2: OUT is low for the last tick of every period. */
    RATE_GENERATOR(true, true) {
        @Override
        boolean output(long elapsed, int count) {
            return elapsed % count != count - 1;
        }

        @Override
        long nextChange(long elapsed, int count) {
            long place = elapsed % count;
            return elapsed - place + (place < count - 1 ? count - 1 : count);
        }
    },
    /** Mode 3: OUT is high for the first half of every period, the longer one if the count is odd. */
    SQUARE_WAVE(true, true) {
        @Override
        boolean output(long elapsed, int count) {
            return elapsed % count < firstHalf(count);
        }

        @Override
        long nextChange(long elapsed, int count) {
            long place = elapsed % count;
            return elapsed - place + (place < firstHalf(count) ? firstHalf(count) : count);
        }

        @Override
        long element(long elapsed, int count) {
            long place = elapsed % count;
            long inHalf = place < firstHalf(count) ? place : place - firstHalf(count);
            // Loaded with an even number at the start of each half, and decremented by two.
            return (count & ~1) - 2 * inHalf;
        }
    },
    /** Mode 4: OUT is low for one tick when the count has reached zero. */
    SOFTWARE_STROBE(false, false) {
        @Override
        boolean output(long elapsed, int count) {
            return elapsed != count;
        }

        @Override
        long nextChange(long elapsed, int count) {
            return strobe(elapsed, count);
        }
    },
    /** Mode 5: as mode 4, from a trigger on. */
    HARDWARE_STROBE(false, true) {
        @Override
        boolean output(long elapsed, int count) {
            return elapsed != count;
        }

        @Override
        long nextChange(long elapsed, int count) {
            return strobe(elapsed, count);
        }
    };

    private static final int ALIASES = 6;

    /** True if the element is loaded again and again. */
    final boolean periodic;
    /** True if a rising GATE loads the element. */
    final boolean triggered;

    CounterMode(boolean periodic, boolean triggered) {
        this.periodic = periodic;
        this.triggered = triggered;
    }

    /**
     * The mode of a control word.
     *
     * @param bits D3..D1: 6 and 7 are modes 2 and 3
     */
    static CounterMode of(int bits) {
        return values()[bits < ALIASES ? bits : bits - 4];
    }

    /** Level of OUT. */
    abstract boolean output(long elapsed, int count);

    /** Time of the next change of OUT, later than the given one. */
    abstract long nextChange(long elapsed, int count);

    /** Content of the counting element; the caller wraps it. */
    long element(long elapsed, int count) {
        return periodic ? count - elapsed % count : count - elapsed;
    }

    /** OUT after the control word, before anything counts. */
    boolean idleOutput() {
        return this != INTERRUPT_ON_TERMINAL_COUNT;
    }

    /** True if a first byte of two stops the counting. */
    boolean stopsAtFirstByte() {
        return this == INTERRUPT_ON_TERMINAL_COUNT;
    }

    /** Ticks from the load to the end of the current half or whole period, where a new count takes effect. */
    long periodEnd(long elapsed, int count) {
        return this == SQUARE_WAVE ? nextChange(elapsed, count) : elapsed - elapsed % count + count;
    }

    static int firstHalf(int count) {
        return (count + 1) / 2;
    }

    private static long strobe(long elapsed, int count) {
        if (elapsed < count) {
            return count;
        }
        return elapsed == count ? elapsed + 1 : EventQueue.NEVER;
    }
}
