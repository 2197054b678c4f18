package org.prtosvm.tools.machine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.prtos.Hypervisor;
import org.prtosvm.prtos.host.RunEnd;
import org.prtosvm.prtos.host.Statistics;

/**
 * A complete machine: hypervisor, engine, board and clock.
 *
 * <p>Thread rule: one thread at a time, on {@link GuestThread} while it runs; {@link #requestStop} from any thread.
 */
public final class Machine implements AutoCloseable {
    private final Hypervisor hypervisor;
    private final ObservedEngine engine;
    private final Board board;
    private final @Nullable PacedClock clock;

    Machine(Hypervisor hypervisor, ObservedEngine engine, Board board, @Nullable PacedClock clock) {
        this.hypervisor = hypervisor;
        this.engine = engine;
        this.board = board;
        this.clock = clock;
    }

    /**
     * The hypervisor inside, for observers.
     *
     * @return live object
     */
    public Hypervisor hypervisor() {
        return hypervisor;
    }

    /**
     * Runs until the duration of the options is over, or something else ends the run.
     *
     * @return why it ended
     * @throws MachineFailure if an error of this program stopped the machine
     */
    public RunEnd run() {
        try {
            return hypervisor.run();
        } catch (RuntimeException | Error e) {
            throw failure(e);
        }
    }

    /**
     * Runs until a time, or something else ends the run.
     *
     * @param untilUs virtual time in microseconds
     * @return why it ended
     * @throws MachineFailure if an error of this program stopped the machine
     */
    public RunEnd runUntil(long untilUs) {
        try {
            return hypervisor.runUntil(untilUs);
        } catch (RuntimeException | Error e) {
            throw failure(e);
        }
    }

    private MachineFailure failure(Throwable cause) {
        CpuState cpu = engine.last();
        return new MachineFailure(cause, cpu == null ? "no guest code was executed\n" : StateDump.of(cpu));
    }

    /** Asks a run to end at the next event. Thread rule: any thread. */
    public void requestStop() {
        hypervisor.requestStop();
        if (clock != null) {
            clock.release();
        }
    }

    /** @return what the machine did so far */
    public MachineStatistics statistics() {
        Statistics statistics = hypervisor.statistics();
        long instructions = statistics.partitions().stream()
                .mapToLong(Statistics.OfPartition::instructions)
                .sum();
        return new MachineStatistics(
                statistics.timeUs(), instructions, engine.translatedInstructions(), engine.skippedInstructions());
    }

    /**
     * Saves the whole state.
     *
     * @param out receives it
     * @throws IOException if the receiver fails
     */
    public void save(DataOutput out) throws IOException {
        hypervisor.save(out);
        board.save(out);
    }

    /**
     * Replaces the state by a saved one of a machine with the same system and speed.
     *
     * @param in what {@link #save} wrote
     * @throws IOException if the giver fails or the state does not fit
     */
    public void restore(DataInput in) throws IOException {
        hypervisor.restore(in);
        board.restore(in);
    }

    /**
     * The hash of the state, events included: SHA-256 of what {@link #save} writes. It depends neither on the engine nor
     * on the host.
     *
     * @return 64 hexadecimal digits
     */
    public String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (DataOutputStream out =
                    new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
                save(out);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written anywhere", e);
        }
    }

    /** Ends compiler threads and frees the memory. */
    @Override
    public void close() {
        engine.close();
        hypervisor.close();
    }
}
