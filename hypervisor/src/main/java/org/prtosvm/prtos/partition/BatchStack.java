// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.partition;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.prtosvm.prtos.state.Stateful;

/**
 * The batches of hypercalls that a vCPU is executing: one, or several if a batch contains a batch. Addresses are linear addresses of the
 * guest. Kept here, not on a Java stack, so that the end of a slot can come between two entries.
 */
public final class BatchStack implements Stateful {
    /** Most batches inside each other. The reference recurses until its stack of 8 KiB is used up. */
    public static final int MAX_DEPTH = 8;

    private final int[] next = new int[MAX_DEPTH];
    private final int[] end = new int[MAX_DEPTH];
    private int depth;

    /** Makes an empty stack. */
    public BatchStack() {}

    /**
     * Number of batches being executed.
     *
     * @return 0 to {@link #MAX_DEPTH}
     */
    public int depth() {
        return depth;
    }

    /**
     * Begins a batch inside the current one; there must be room.
     *
     * @param start address of the first entry
     * @param limit address behind the last entry
     */
    public void push(int start, int limit) {
        next[depth] = start;
        end[depth] = limit;
        depth++;
    }

    /** Ends the innermost batch. */
    public void pop() {
        depth--;
    }

    /** Ends all batches. */
    public void clear() {
        depth = 0;
    }

    /**
     * The next entry of the innermost batch.
     *
     * @return its address
     */
    public int next() {
        return next[depth - 1];
    }

    /**
     * The end of the innermost batch.
     *
     * @return address behind the last entry
     */
    public int end() {
        return end[depth - 1];
    }

    /**
     * Moves the innermost batch on.
     *
     * @param address address of its next entry
     */
    public void setNext(int address) {
        next[depth - 1] = address;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(depth);
        for (int i = 0; i < depth; i++) {
            out.writeInt(next[i]);
            out.writeInt(end[i]);
        }
    }

    @Override
    public void restore(DataInput in) throws IOException {
        depth = in.readInt();
        if (depth < 0 || depth > MAX_DEPTH) {
            throw new IOException("batches: a depth of " + depth + " is not possible");
        }
        for (int i = 0; i < depth; i++) {
            next[i] = in.readInt();
            end[i] = in.readInt();
        }
    }
}
