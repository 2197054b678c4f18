package org.prtosvm.cpu.decode;

/** Where the decoder gets instruction bytes from. */
public interface CodeBytes {
    /**
     * Fetches a byte.
     *
     * @param eip offset in CS
     * @return value, zero-extended
     * @throws RuntimeException if there is no such byte; it leaves the decoder unchanged
     */
    int byteAt(int eip);

    /**
     * What to throw if an instruction has more than {@link Instruction#MAX_LENGTH} bytes.
     *
     * @param eip first byte of that instruction
     * @return throwable
     */
    default RuntimeException tooLong(int eip) {
        return new IllegalArgumentException("instruction at 0x%08x: more than 15 bytes".formatted(eip));
    }
}
