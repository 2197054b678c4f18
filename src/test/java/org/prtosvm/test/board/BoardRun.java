package org.prtosvm.test.board;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.test.support.EngineMode;
import org.prtosvm.tools.board.BareBoard;
import org.prtosvm.tools.board.BoardEnd;
import org.prtosvm.tools.board.BoardLinks;
import org.prtosvm.tools.board.BoardOptions;
import org.prtosvm.tools.board.BoardStatistics;
import org.prtosvm.tools.board.BootFile;
import org.prtosvm.tools.board.BootSource;
import org.prtosvm.tools.board.MultibootSource;
import org.prtosvm.tools.board.RecordedInput;
import org.prtosvm.tools.board.RomSource;

/** A board under test, and what it said. */
final class BoardRun implements AutoCloseable {
    /** What came of a run; equal on all engines. */
    record Result(
            BoardEnd end,
            int exitValue,
            String serial,
            String text,
            List<String> post,
            long instructions,
            String hash) {}

    private final StringBuilder serial = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private final List<String> post = new ArrayList<>();
    private final BareBoard board;

    BoardRun(BootSource source, BoardOptions options, @Nullable String input) {
        BoardLinks links = new BoardLinks(
                value -> serial.append((char) value),
                value -> text.append((char) value),
                (port, code, timeUs) -> post.add("%x:%02x".formatted(port, code)),
                input == null ? null : new RecordedInput(input.getBytes(StandardCharsets.ISO_8859_1)));
        board = new BareBoard(source, options, links);
    }

    /** A kernel or ROM of the class path. */
    static BootFile file(String name) {
        try (InputStream in = PrtosConstants.class.getResourceAsStream("images/board/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new BootFile(name, in.readAllBytes(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static BootSource kernel(String name, BootFile... modules) {
        return new MultibootSource(file(name + ".elf"), List.of(modules), BoardOptions.DEFAULT.memoryBytes());
    }

    static BootSource rom() {
        return new RomSource(file("rom.bin"));
    }

    static BoardOptions options(EngineMode mode) {
        return BoardOptions.DEFAULT.withEngine(mode.engine(), mode.policy()).withLimits(20_000_000, 100_000_000);
    }

    /** Runs to the end. */
    static Result run(BootSource source, BoardOptions options, @Nullable String input) {
        try (BoardRun run = new BoardRun(source, options, input)) {
            return run.finish();
        }
    }

    BareBoard board() {
        return board;
    }

    Result finish() {
        return result(board.run());
    }

    Result result(BoardEnd end) {
        BoardStatistics statistics = board.statistics();
        return new Result(
                end,
                board.exitValue(),
                serial.toString(),
                text.toString(),
                List.copyOf(post),
                statistics.instructions(),
                board.hash());
    }

    @Override
    public void close() {
        board.close();
    }
}
