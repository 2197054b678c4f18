package org.prtosvm.devices.rtc;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.prtosvm.devices.bus.InterruptLine;
import org.prtosvm.devices.bus.PortDevice;
import org.prtosvm.devices.bus.Stateful;
import org.prtosvm.devices.time.EventQueue;
import org.prtosvm.devices.time.Oscillator;

/**
 * An MC146818 real-time clock with 114 bytes of memory. It starts at a fixed date, so that runs can be repeated, and
 * follows virtual time. Time, alarm, periodic and update-ended interrupts are there; the divider cannot be stopped, and
 * daylight saving and the square-wave output are not.
 *
 * <p>Flags of interrupts that are not enabled are computed when register C is read, so an idle clock causes no events.
 * Source: MC146818A datasheet. Thread rule: the thread that runs the machine.
 */
public final class Mc146818 implements PortDevice, Stateful {
    /** Ports that a clock takes. */
    public static final int PORT_COUNT = Mc146818Registers.COUNT;
    /** Date and time at count 0. */
    public static final LocalDateTime START = LocalDateTime.of(2000, 1, 1, 0, 0, 0);

    private static final int CRYSTAL_HERTZ = 32_768;
    /** UIP rises 244 us before the update, which takes 1,984 us. Crystal periods. */
    private static final int UPDATE_TICKS = 8 + 65;

    private static final int SECONDS_PER_DAY = 86_400;

    private final EventQueue events;
    private final Oscillator crystal;
    private final InterruptLine interrupt;
    private final int periodicSlot;
    private final int updateSlot;
    private final byte[] memory = new byte[Mc146818Registers.LENGTH];

    private int index;
    /** Seconds that software has moved the clock. */
    private long offset;
    /** With SET: the second at which time stands still. */
    private long heldSecond;

    private int dayOfWeekOffset;
    private int flags;
    /** Crystal tick up to which {@link #flags} are known. */
    private long flagsTick;

    /**
     * Creates a clock at its start date.
     *
     * @param events events of the machine
     * @param countsPerSecond counts of the processor per second
     * @param interrupt interrupt output, high while a request is pending
     */
    public Mc146818(EventQueue events, long countsPerSecond, InterruptLine interrupt) {
        this.events = events;
        this.interrupt = interrupt;
        crystal = new Oscillator(CRYSTAL_HERTZ, countsPerSecond);
        periodicSlot = events.register(this::update);
        updateSlot = events.register(this::update);
        memory[Mc146818Registers.A] = Mc146818Registers.A_DEFAULT;
        memory[Mc146818Registers.B] = Mc146818Registers.HOURS_24;
        memory[Mc146818Registers.CENTURY] = 0x20;
    }

    /** The pin RESET: interrupts off; time and memory stay. */
    public void reset() {
        catchUp();
        memory[Mc146818Registers.B] &= ~Mc146818Registers.INTERRUPTS;
        flags = 0;
        update();
    }

    /**
     * Sets a byte of the memory, as a firmware would have.
     *
     * @param number index of the byte, from 0x0E on
     * @param value 0..255
     */
    public void setMemory(int number, int value) {
        memory[number] = (byte) value;
    }

    private boolean control(int bit) {
        return (memory[Mc146818Registers.B] & bit) != 0;
    }

    private long tick() {
        return crystal.ticks(events.now());
    }

    // --- interrupts --------------------------------------------------------------------------------------------------

    /** Ticks between two periodic interrupts; 0 for none. */
    private int period() {
        int rate = memory[Mc146818Registers.A] & Mc146818Registers.RATE;
        if (rate == 0) {
            return 0;
        }
        // Rates 1 and 2 repeat 8 and 9.
        return 1 << (rate < 3 ? rate + 6 : rate - 1);
    }

    /** Brings the flags up to now. */
    private void catchUp() {
        long now = tick();
        int period = period();
        if (period != 0 && now / period != flagsTick / period) {
            flags |= Mc146818Registers.PERIODIC;
        }
        long second = flagsTick / CRYSTAL_HERTZ;
        long last = now / CRYSTAL_HERTZ;
        if (!control(Mc146818Registers.SET) && last != second) {
            flags |= Mc146818Registers.UPDATE_ENDED;
            if (alarmBetween(second + 1, last)) {
                flags |= Mc146818Registers.ALARM;
            }
        }
        flagsTick = now;
    }

    private boolean alarmBetween(long first, long last) {
        for (long second = Math.max(first, last - SECONDS_PER_DAY + 1); second <= last; second++) {
            LocalDateTime time = timeAt(second + offset);
            if (alarmFits(Mc146818Registers.SECONDS_ALARM, encode(time.getSecond()))
                    && alarmFits(Mc146818Registers.MINUTES_ALARM, encode(time.getMinute()))
                    && alarmFits(Mc146818Registers.HOURS_ALARM, encodeHour(time.getHour()))) {
                return true;
            }
        }
        return false;
    }

    private boolean alarmFits(int register, int value) {
        int wanted = memory[register] & 0xFF;
        return wanted >= Mc146818Registers.ANY || wanted == value;
    }

    private void update() {
        catchUp();
        long now = tick();
        int period = period();
        boolean periodic = control(Mc146818Registers.PERIODIC) && period != 0;
        events.schedule(periodicSlot, periodic ? crystal.count((now / period + 1) * period) : EventQueue.NEVER);
        boolean seconds =
                control(Mc146818Registers.ALARM | Mc146818Registers.UPDATE_ENDED) && !control(Mc146818Registers.SET);
        events.schedule(
                updateSlot, seconds ? crystal.count((now / CRYSTAL_HERTZ + 1) * CRYSTAL_HERTZ) : EventQueue.NEVER);
        interrupt.set((flags & memory[Mc146818Registers.B] & Mc146818Registers.INTERRUPTS) != 0);
    }

    private int takeFlags() {
        catchUp();
        boolean request = (flags & memory[Mc146818Registers.B] & Mc146818Registers.INTERRUPTS) != 0;
        int value = request ? flags | Mc146818Registers.REQUEST : flags;
        flags = 0;
        update();
        return value;
    }

    // --- time --------------------------------------------------------------------------------------------------------

    private static LocalDateTime timeAt(long second) {
        return START.plusSeconds(second);
    }

    private long second() {
        return control(Mc146818Registers.SET) ? heldSecond : tick() / CRYSTAL_HERTZ + offset;
    }

    private int encode(int value) {
        return control(Mc146818Registers.BINARY) ? value : value / 10 << 4 | value % 10;
    }

    private int decode(int value) {
        return control(Mc146818Registers.BINARY) ? value : (value >>> 4) * 10 + (value & 15);
    }

    private int encodeHour(int hour) {
        if (control(Mc146818Registers.HOURS_24)) {
            return encode(hour);
        }
        return encode((hour + 11) % 12 + 1) | (hour >= 12 ? Mc146818Registers.AFTERNOON : 0);
    }

    private int decodeHour(int value) {
        if (control(Mc146818Registers.HOURS_24)) {
            return decode(value);
        }
        int hour = decode(value & ~Mc146818Registers.AFTERNOON) % 12;
        return (value & Mc146818Registers.AFTERNOON) != 0 ? hour + 12 : hour;
    }

    private int readTime(int register) {
        LocalDateTime time = timeAt(second());
        return switch (register) {
            case Mc146818Registers.SECONDS -> encode(time.getSecond());
            case Mc146818Registers.MINUTES -> encode(time.getMinute());
            case Mc146818Registers.HOURS -> encodeHour(time.getHour());
            case Mc146818Registers.DAY_OF_WEEK ->
                // Sunday is 1.
                encode((time.getDayOfWeek().getValue() + dayOfWeekOffset) % 7 + 1);
            case Mc146818Registers.DAY_OF_MONTH -> encode(time.getDayOfMonth());
            case Mc146818Registers.MONTH -> encode(time.getMonthValue());
            default -> encode(time.getYear() % 100);
        };
    }

    /** A day that the month does not have runs over into the next one. */
    private void writeTime(int register, int value) {
        LocalDateTime old = timeAt(second());
        int number = decode(value);
        LocalDateTime time = switch (register) {
            case Mc146818Registers.SECONDS -> old.withSecond(0).plusSeconds(number);
            case Mc146818Registers.MINUTES -> old.withMinute(0).plusMinutes(number);
            case Mc146818Registers.HOURS -> old.withHour(0).plusHours(decodeHour(value));
            case Mc146818Registers.DAY_OF_MONTH -> old.withDayOfMonth(1).plusDays(number - 1L);
            case Mc146818Registers.MONTH -> old.withMonth(1).plusMonths(number - 1L);
            case Mc146818Registers.YEAR -> old.plusYears(number - old.getYear() % 100);
            default -> old;
        };
        if (register == Mc146818Registers.DAY_OF_WEEK) {
            dayOfWeekOffset = Math.floorMod(number - 1 - old.getDayOfWeek().getValue(), 7);
        }
        long second = time.toEpochSecond(ZoneOffset.UTC) - START.toEpochSecond(ZoneOffset.UTC);
        if (control(Mc146818Registers.SET)) {
            heldSecond = second;
        } else {
            offset = second - tick() / CRYSTAL_HERTZ;
        }
    }

    private void writeB(int value) {
        boolean before = control(Mc146818Registers.SET);
        long second = second();
        memory[Mc146818Registers.B] = (byte) value;
        boolean after = control(Mc146818Registers.SET);
        if (after && !before) {
            heldSecond = second;
            memory[Mc146818Registers.B] &= ~Mc146818Registers.UPDATE_ENDED;
        } else if (before && !after) {
            offset = heldSecond - tick() / CRYSTAL_HERTZ;
        }
    }

    private int readA() {
        boolean updating = !control(Mc146818Registers.SET) && tick() % CRYSTAL_HERTZ >= CRYSTAL_HERTZ - UPDATE_TICKS;
        return memory[Mc146818Registers.A] & 0x7F | (updating ? Mc146818Registers.UPDATE_IN_PROGRESS : 0);
    }

    private static boolean isTime(int register) {
        return register <= Mc146818Registers.YEAR
                && register != Mc146818Registers.SECONDS_ALARM
                && register != Mc146818Registers.MINUTES_ALARM
                && register != Mc146818Registers.HOURS_ALARM;
    }

    // --- ports -------------------------------------------------------------------------------------------------------

    /** @return true if software keeps NMI away from the processor */
    public boolean nmiMasked() {
        return (index & Mc146818Registers.NMI_MASKED) != 0;
    }

    @Override
    public int read(int offset) {
        if (offset == Mc146818Registers.INDEX) {
            return 0xFF;
        }
        int register = index & (Mc146818Registers.LENGTH - 1);
        if (isTime(register)) {
            return readTime(register);
        }
        return switch (register) {
            case Mc146818Registers.A -> readA();
            case Mc146818Registers.C -> takeFlags();
            case Mc146818Registers.D -> Mc146818Registers.VALID;
            default -> memory[register] & 0xFF;
        };
    }

    @Override
    public void write(int offset, int value) {
        if (offset == Mc146818Registers.INDEX) {
            index = value & 0xFF;
            return;
        }
        int register = index & (Mc146818Registers.LENGTH - 1);
        catchUp();
        if (isTime(register)) {
            writeTime(register, value);
        } else if (register == Mc146818Registers.B) {
            writeB(value);
        } else if (register != Mc146818Registers.C && register != Mc146818Registers.D) {
            memory[register] = (byte) value;
        }
        update();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.write(memory);
        out.writeInt(index);
        out.writeLong(offset);
        out.writeLong(heldSecond);
        out.writeInt(dayOfWeekOffset);
        out.writeInt(flags);
        out.writeLong(flagsTick);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        in.readFully(memory);
        index = in.readInt();
        offset = in.readLong();
        heldSecond = in.readLong();
        dayOfWeekOffset = in.readInt();
        flags = in.readInt();
        flagsTick = in.readLong();
    }
}
