package org.prtosvm.tools.board;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.prtosvm.devices.bus.InterruptLine;
import org.prtosvm.devices.bus.PortMap;
import org.prtosvm.devices.bus.Stateful;
import org.prtosvm.devices.interrupt.Pic8259;
import org.prtosvm.devices.interrupt.PicPair;
import org.prtosvm.devices.keyboard.Kbc8042;
import org.prtosvm.devices.rtc.Mc146818;
import org.prtosvm.devices.serial.SerialFeed;
import org.prtosvm.devices.serial.Uart16550;
import org.prtosvm.devices.system.BytePort;
import org.prtosvm.devices.system.SystemControlPortA;
import org.prtosvm.devices.system.SystemControlPortB;
import org.prtosvm.devices.time.EventQueue;
import org.prtosvm.devices.time.Oscillator;
import org.prtosvm.devices.timer.Pit8254;

/**
 * The chips of a board, connected as in a PC. The order in which they are made decides which of two events of one instant
 * comes first: timer, clock, serial port. Thread rule: the thread that runs the board.
 */
final class BoardDevices implements Stateful {
    private static final int MASTER_PIC = 0x20;
    private static final int TIMER = 0x40;
    private static final int KEYBOARD_DATA = 0x60;
    private static final int SYSTEM_CONTROL_B = 0x61;
    private static final int KEYBOARD_COMMAND = 0x64;
    private static final int CLOCK = 0x70;
    private static final int POST = 0x80;
    private static final int SYSTEM_CONTROL_A = 0x92;
    private static final int SLAVE_PIC = 0xA0;
    private static final int TEXT = 0xE9;
    private static final int EXIT = 0xF4;
    private static final int POST_ALTERNATIVE = 0x190;
    private static final int SERIAL = 0x3F8;

    private static final int TIMER_LINE = 0;
    private static final int KEYBOARD_LINE = 1;
    private static final int SERIAL_LINE = 4;
    private static final int CLOCK_LINE = 8;

    /** What the text port reads as, so that software can tell that it is there. */
    private static final int TEXT_PRESENT = 0xE9;

    private static final int FLOATING = 0xFF;
    private static final int KIB_IN_CMOS_UNIT = 64;

    /** What devices do to the processor and the run. */
    interface Effects {
        /** Drives INTR. */
        void interrupt(boolean high);

        /** Drives A20. */
        void a20(boolean high);

        /** Resets the processor behind the current instruction. */
        void reset();

        /** Ends the run behind the current instruction. */
        void exit(int value);
    }

    private final PortMap ports = new PortMap();
    private final PicPair pics;
    private final Pit8254 timer;
    private final Mc146818 clock;
    private final Uart16550 serial;
    private final Kbc8042 keyboard;
    private final SystemControlPortA controlA;
    private final SystemControlPortB controlB;
    private final SerialFeed feed;
    private final BytePort post;
    private final BytePort alternativePost;
    private final List<Stateful> parts;
    private boolean a20OfKeyboard = true;
    private boolean a20OfControl;

    BoardDevices(EventQueue events, BoardOptions options, BoardLinks links, Effects effects, PostTime time) {
        long countsPerSecond = options.cpuKhz() * 1000;
        pics = new PicPair(effects::interrupt);
        timer = new Pit8254(events, new Oscillator(Pit8254.PC_HERTZ, countsPerSecond), pics.line(TIMER_LINE));
        clock = new Mc146818(events, countsPerSecond, pics.line(CLOCK_LINE));
        serial = new Uart16550(links.serial()::accept, pics.line(SERIAL_LINE), events, countsPerSecond);
        SerialInput input = links.input();
        feed = new SerialFeed(serial, events, input == null ? () -> SerialFeed.NOTHING : input::next);
        InterruptLine keyboardA20 = high -> {
            a20OfKeyboard = high;
            effects.a20(a20OfKeyboard || a20OfControl);
        };
        InterruptLine controlA20 = high -> {
            a20OfControl = high;
            effects.a20(a20OfKeyboard || a20OfControl);
        };
        keyboard = new Kbc8042(pics.line(KEYBOARD_LINE), keyboardA20, effects::reset);
        controlA = new SystemControlPortA(controlA20, effects::reset);
        controlB = new SystemControlPortB(timer);
        post = postPort(POST, links, time);
        alternativePost = postPort(POST_ALTERNATIVE, links, time);
        parts = List.of(pics, timer, clock, serial, feed, keyboard, controlA, controlB, post, alternativePost);
        connect(links, effects);
        describeMemory(options.memoryBytes());
    }

    /** Tells the virtual time of a POST code. */
    interface PostTime {
        long microseconds();
    }

    private static BytePort postPort(int port, BoardLinks links, PostTime time) {
        return BytePort.remembering(code -> links.post().code(port, code, time.microseconds()));
    }

    private void connect(BoardLinks links, Effects effects) {
        ports.add(MASTER_PIC, Pic8259.PORT_COUNT, pics.master());
        ports.add(SLAVE_PIC, Pic8259.PORT_COUNT, pics.slave());
        ports.add(TIMER, Pit8254.PORT_COUNT, timer);
        ports.add(KEYBOARD_DATA, 1, keyboard.dataPort());
        ports.add(SYSTEM_CONTROL_B, 1, controlB);
        ports.add(KEYBOARD_COMMAND, 1, keyboard.commandPort());
        ports.add(CLOCK, Mc146818.PORT_COUNT, clock);
        ports.add(SYSTEM_CONTROL_A, 1, controlA);
        ports.add(SERIAL, Uart16550.PORT_COUNT, serial);
        ports.add(TEXT, 1, BytePort.constant(TEXT_PRESENT, links.text()));
        ports.add(EXIT, 1, BytePort.constant(FLOATING, effects::exit));
        ports.add(POST, 1, post);
        ports.add(POST_ALTERNATIVE, 1, alternativePost);
    }

    /** The bytes in which a PC's firmware leaves the size of memory. */
    private void describeMemory(long bytes) {
        long low = BoardMemory.LOW_END >>> 10;
        long high = Math.max(0, bytes - BoardMemory.HIGH_START) >>> 10;
        long highShown = Math.min(high, 0xFFFF);
        long beyond16 = Math.max(0, bytes - (16L << 20)) / (KIB_IN_CMOS_UNIT << 10);
        setMemoryWord(0x15, low);
        setMemoryWord(0x17, highShown);
        setMemoryWord(0x30, highShown);
        setMemoryWord(0x34, Math.min(beyond16, 0xFFFF));
    }

    private void setMemoryWord(int number, long value) {
        clock.setMemory(number, (int) value & 0xFF);
        clock.setMemory(number + 1, (int) (value >>> 8) & 0xFF);
    }

    PortMap ports() {
        return ports;
    }

    PicPair pics() {
        return pics;
    }

    /** The input may have bytes. */
    void wakeSerial() {
        feed.wake();
    }

    /** Puts all chips back into the state after power-up, but for the clock, which has a battery. */
    void reset() {
        pics.reset();
        timer.reset();
        clock.reset();
        serial.reset();
        keyboard.reset();
        controlA.reset();
        controlB.reset();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        for (Stateful part : parts) {
            part.save(out);
        }
        out.writeBoolean(a20OfKeyboard);
        out.writeBoolean(a20OfControl);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        for (Stateful part : parts) {
            part.restore(in);
        }
        a20OfKeyboard = in.readBoolean();
        a20OfControl = in.readBoolean();
    }
}
