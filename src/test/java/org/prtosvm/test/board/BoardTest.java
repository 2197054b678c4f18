package org.prtosvm.test.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.prtosvm.devices.time.Oscillator;
import org.prtosvm.devices.timer.Pit8254;
import org.prtosvm.test.support.EngineMode;
import org.prtosvm.test.support.Seeds;
import org.prtosvm.tools.board.BoardEnd;
import org.prtosvm.tools.board.BoardOptions;
import org.prtosvm.tools.board.BootFile;
import org.prtosvm.tools.board.BootSource;

/** Programs on the bare board: what they say, and that every engine says and leaves the same. */
class BoardTest {
    private static final int DIVISOR = 1193;

    /** Runs on all engines and checks that the results agree. */
    private static BoardRun.Result everywhere(
            Supplier<BootSource> source, @Nullable String input, boolean stopsAtReset, boolean resetsAtShutdown) {
        BoardRun.Result first = null;
        for (EngineMode mode : EngineMode.all()) {
            BoardOptions options = BoardRun.options(mode).withResets(stopsAtReset, resetsAtShutdown);
            BoardRun.Result result = BoardRun.run(source.get(), options, input);
            first = first == null ? result : first;
            assertEquals(first, result, () -> mode.name());
        }
        return Objects.requireNonNull(first);
    }

    private static BoardRun.Result everywhere(String kernel) {
        return everywhere(() -> BoardRun.kernel(kernel), null, false, false);
    }

    private static void assertExit(int value, BoardRun.Result result) {
        assertEquals(BoardEnd.EXIT_PORT, result.end(), result.serial());
        assertEquals(value << 1 | 1, result.exitValue(), result.serial());
    }

    @Test
    void shouldTellAKernelWhatWasLoaded() {
        BootFile module = new BootFile("folder/data.txt", "words".getBytes(StandardCharsets.UTF_8), "x=1");
        BoardRun.Result result = everywhere(() -> BoardRun.kernel("hello", module), null, false, false);
        assertExit(0x10, result);
        assertEquals("hello on the text port\n", result.text());
        assertEquals("""
                hello on the serial port
                flags 0000024d
                memory 640 64512
                loader PRTOS-VM
                command hello.elf
                module data.txt x=1: words
                region 00000000 000a0000 1
                region 000a0000 00060000 2
                region 00100000 03f00000 1
                """, result.serial());
        assertEquals(List.of("80:42", "80:42", "80:43"), result.post());
    }

    /**
     * The first instruction of a handler reads the time stamp: the tick, one count for the interrupt, two pushes. Each must
     * agree to the count with the frequencies, whether the processor was halted, working or waiting.
     */
    @Test
    void shouldTickAtTheExactInstruction() {
        BoardRun.Result result = everywhere("timer");
        assertExit(0, result);
        Oscillator oscillator = new Oscillator(Pit8254.PC_HERTZ, BoardOptions.DEFAULT.cpuKhz() * 1000);
        List<Long> stamps = result.serial()
                .lines()
                .filter(line -> !line.startsWith("work "))
                .map(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)) - 3)
                .toList();
        assertEquals(24, stamps.size());
        long firstTick = oscillator.ticks(stamps.getFirst());
        // Ticks that came while the stamps were printed are not seen.
        for (long stamp : stamps) {
            long tick = oscillator.ticks(stamp);
            assertEquals(0, (tick - firstTick) % DIVISOR);
            assertEquals(oscillator.count(tick), stamp);
        }
        assertEquals(23, (oscillator.ticks(stamps.getLast()) - firstTick) / DIVISOR);
    }

    @Test
    void shouldEchoWhatTheSerialPortReceives() {
        String input = "hello, serial line. nobody reads this";
        BoardRun.Result result = everywhere(() -> BoardRun.kernel("echo"), input, false, false);
        assertExit(0, result);
        // The FIFO interrupts for every four bytes, so one behind the full stop is in it too.
        assertEquals("HELLO, SERIAL LINE. \ninterrupts 5\n", result.serial());
    }

    @Test
    void shouldRestartTheBoardAtEveryKindOfReset() {
        BoardRun.Result result = everywhere(() -> BoardRun.kernel("reset"), null, false, true);
        assertExit(0x24, result);
        assertEquals("start 0\nstart 1\nstart 2\nstart 3\nstart 4\n", result.serial());
    }

    @Test
    void shouldEndTheRunAtATripleFault() {
        BoardRun.Result result = everywhere(() -> BoardRun.kernel("reset"), null, false, false);
        assertEquals(BoardEnd.TRIPLE_FAULT, result.end());
        assertEquals("start 0\nstart 1\nstart 2\nstart 3\n", result.serial());
    }

    @Test
    void shouldEndTheRunAtAResetIfThatIsWanted() {
        BoardRun.Result result = everywhere(() -> BoardRun.kernel("reset"), null, true, false);
        assertEquals(BoardEnd.RESET, result.end());
        assertEquals("start 0\n", result.serial());
    }

    @Test
    void shouldGateA20() {
        assertExit(0, everywhere("a20"));
    }

    @Test
    void shouldLetTheKernelHandlePageFaults() {
        BoardRun.Result result = everywhere("paging");
        assertExit(0, result);
        assertEquals("faults 8\n", result.serial());
    }

    @Test
    void shouldEnterAndLeaveRing3() {
        BoardRun.Result result = everywhere("rings");
        assertExit(0x33, result);
        assertEquals("!\n", result.text());
        assertEquals("calls 1001 sum 500500 protections 4\n", result.serial());
    }

    @Test
    void shouldSwitchTasksByTheTimer() {
        BoardRun.Result result = everywhere("tasks");
        assertExit(0x15, result);
        // The number of primes below 16384, the sum of 0 to 499, and a million times the harmonic number 3000.
        assertTrue(result.serial().contains("task 2 0000076c\n"), result.serial());
        assertTrue(result.serial().contains("task 3 0001e74e\n"), result.serial());
        assertTrue(result.serial().contains("task 4 0082fa45\n"), result.serial());
    }

    @Test
    void shouldStartARomAtTheResetVector() {
        BoardRun.Result result = everywhere(BoardRun::rom, null, false, false);
        assertExit(0x2A, result);
        assertEquals("rom\na06601ba\n", result.text());
        assertEquals(
                List.of("190:01", "190:02", "190:03", "190:04", "190:05", "190:06", "190:07", "190:ff"), result.post());
    }

    @Test
    void shouldStopAtTheExactLimit() {
        for (EngineMode mode : EngineMode.all()) {
            BoardOptions options = BoardRun.options(mode);
            BoardRun.Result byTime =
                    BoardRun.run(BoardRun.kernel("tasks"), options.withLimits(5_000, BoardOptions.UNLIMITED), null);
            assertEquals(BoardEnd.DURATION, byTime.end());
            assertEquals(1_000_000, byTime.instructions());
            BoardRun.Result byCount =
                    BoardRun.run(BoardRun.kernel("tasks"), options.withLimits(BoardOptions.UNLIMITED, 1_000_000), null);
            assertEquals(BoardEnd.INSTRUCTIONS, byCount.end());
            assertEquals(byTime.hash(), byCount.hash());
        }
    }

    @Test
    void shouldNotDependOnHowARunIsCut() {
        BoardRun.Result whole = BoardRun.run(BoardRun.kernel("timer"), BoardRun.options(EngineMode.INTERPRETER), null);
        Random random = new Random(Seeds.seed());
        for (EngineMode mode : List.of(EngineMode.INTERPRETER, EngineMode.EAGER)) {
            try (BoardRun run = new BoardRun(BoardRun.kernel("timer"), BoardRun.options(mode), null)) {
                BoardEnd end = BoardEnd.STOPPED;
                while (end == BoardEnd.STOPPED) {
                    long now = run.board().cpu().count();
                    end = run.board().runUntil(now + 1 + random.nextInt(random.nextBoolean() ? 3 : 20_000));
                }
                assertEquals(whole, run.result(end), () -> "seed " + Seeds.seed());
            }
        }
    }

    @Test
    void shouldGoOnFromASavedState() throws IOException {
        BoardRun.Result whole = BoardRun.run(BoardRun.kernel("tasks"), BoardRun.options(EngineMode.INTERPRETER), null);
        Random random = new Random(Seeds.seed());
        for (int n = 0; n < 6; n++) {
            long pause = random.nextInt(9_000_000);
            ByteArrayOutputStream saved = new ByteArrayOutputStream();
            try (BoardRun run = new BoardRun(BoardRun.kernel("tasks"), BoardRun.options(EngineMode.HOT), null)) {
                assertEquals(BoardEnd.STOPPED, run.board().runUntil(pause));
                run.board().save(new DataOutputStream(saved));
            }
            EngineMode other = n % 2 == 0 ? EngineMode.INTERPRETER : EngineMode.RANDOM;
            try (BoardRun run = new BoardRun(BoardRun.kernel("hello"), BoardRun.options(other), null)) {
                // The board has done something else before.
                run.board().runUntil(random.nextInt(4000));
                run.board().restore(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
                assertEquals(whole.hash(), run.finish().hash(), () -> "seed " + Seeds.seed());
            }
        }
    }
}
