package org.prtosvm.tools.board;

import java.util.Arrays;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.state.CpuState;

/**
 * A ROM that ends below 4 GiB, where the processor starts, and whose last 128 KiB also end below 1 MiB, where it goes on
 * in real mode.
 */
public final class RomSource implements BootSource {
    /** Sizes are multiples of this. */
    public static final int UNIT = 64 << 10;
    /** Largest size. */
    public static final int MAXIMUM = 2 << 20;

    private static final int LOW_WINDOW = 128 << 10;
    private static final int LOW_END = 1 << 20;

    private final byte[] bytes;

    /**
     * Checks a ROM.
     *
     * @param file its contents
     * @throws BoardException if its size is none of a ROM
     */
    public RomSource(BootFile file) {
        bytes = file.bytes();
        if (bytes.length == 0 || bytes.length % UNIT != 0 || bytes.length > MAXIMUM) {
            throw new BoardException(
                    file.name(),
                    "expected a ROM of 64 KiB to 2 MiB in steps of 64 KiB, found %d bytes".formatted(bytes.length));
        }
    }

    @Override
    public void map(GuestMemory memory) {
        memory.addRom(-bytes.length, bytes);
        int low = Math.min(bytes.length, LOW_WINDOW);
        memory.addRom(LOW_END - low, Arrays.copyOfRange(bytes, bytes.length - low, bytes.length));
    }

    @Override
    public void load(GuestMemory memory) {
        // The ROM does everything.
    }

    @Override
    public void start(CpuState cpu) {
        // The state after a reset is what a ROM starts from.
    }

    @Override
    public boolean restartsBoard() {
        return false;
    }
}
