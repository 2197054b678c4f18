package org.prtosvm.bench.guest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that prints a line per round, stopped except while it is measured.
 *
 * <p>Thread rule: one thread uses it; a thread of its own reads its output.
 */
final class Child implements AutoCloseable {
    /** Longest wait for a line, in seconds, before the process counts as too slow to be measured. */
    private static final int PATIENCE_S = 20;

    private final Variant variant;
    private final GuestProgram program;
    private final Process process;
    private final Path errors;
    private final Object monitor = new Object();
    private long lines;
    private long wantedLine = Long.MAX_VALUE;
    private long wantedCpuNs;
    private long wantedNs;
    private String badLine = "";
    private boolean ended;

    /**
     * Starts a process and lets it run.
     *
     * @param variant what it is
     * @param program program it executes
     * @param command command line
     * @param errors file that receives its standard error
     * @throws IOException if it cannot be started
     */
    Child(Variant variant, GuestProgram program, List<String> command, Path errors) throws IOException {
        this.variant = variant;
        this.program = program;
        this.errors = errors;
        process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        Thread.ofPlatform().daemon().name("lines of " + variant.label()).start(this::readLines);
    }

    Variant variant() {
        return variant;
    }

    long pid() {
        return process.pid();
    }

    void stop() {
        Signals.stop(process.pid());
    }

    void resume() {
        Signals.resume(process.pid());
    }

    /**
     * Waits for rounds while the process runs.
     *
     * @param rounds lines to wait for, from now on
     * @return wall time from the call to the last of the lines, and processor time
     * @throws IOException if the process ends, hangs or computes a wrong result
     * @throws InterruptedException if the thread was interrupted
     */
    Sample await(long rounds) throws IOException, InterruptedException {
        long cpuNs = CpuTime.ofProcess(process.pid());
        synchronized (monitor) {
            long startNs = System.nanoTime();
            want(lines + rounds);
            return new Sample(rounds, wantedNs - startNs, wantedCpuNs - cpuNs);
        }
    }

    /**
     * Waits for rounds, measured from the end of the round that is under way.
     *
     * @param rounds lines to wait for behind the next one, at least
     * @return wall time between the two lines, and processor time
     * @throws IOException if the process ends, hangs or computes a wrong result
     * @throws InterruptedException if the thread was interrupted
     */
    Sample awaitWhole(long rounds) throws IOException, InterruptedException {
        synchronized (monitor) {
            want(lines + 1);
            long startNs = wantedNs;
            long cpuNs = wantedCpuNs;
            long first = wantedLine;
            long last = Math.max(lines + 1, first + rounds);
            want(last);
            return new Sample(last - first, wantedNs - startNs, wantedCpuNs - cpuNs);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.getInputStream().close();
    }

    /** To be called with the monitor held. */
    private void want(long line) throws IOException, InterruptedException {
        wantedLine = line;
        wantedNs = 0;
        long patienceNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (wantedNs == 0) {
            if (!badLine.isEmpty()) {
                throw new IOException("%s of %s: expected a line '%s round <n> check <value> ok', found '%s'; see %s"
                        .formatted(variant.label(), program.name(), program.name(), badLine, errors));
            }
            if (ended) {
                throw new IOException("%s of %s: expected it to run on, found it ended; see %s"
                        .formatted(variant.label(), program.name(), errors));
            }
            long leftNs = patienceNs - System.nanoTime();
            if (leftNs <= 0) {
                throw new TooSlowException("%s of %s: no round within %d s, not measured"
                        .formatted(variant.label(), program.name(), PATIENCE_S));
            }
            TimeUnit.NANOSECONDS.timedWait(monitor, leftNs);
        }
    }

    private void readLines() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                long nowNs = System.nanoTime();
                if (line.startsWith(program.name() + " round ")) {
                    note(nowNs, line);
                }
            }
        } catch (IOException e) {
            // The stream of a process that was ended.
        } finally {
            synchronized (monitor) {
                ended = true;
                monitor.notifyAll();
            }
        }
    }

    private void note(long nowNs, String line) {
        synchronized (monitor) {
            lines++;
            if (!line.endsWith(" ok")) {
                badLine = line;
            }
            if (lines == wantedLine) {
                wantedCpuNs = CpuTime.ofProcess(process.pid());
                wantedNs = nowNs;
            }
            monitor.notifyAll();
        }
    }
}
