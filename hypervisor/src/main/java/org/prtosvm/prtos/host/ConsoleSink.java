// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.host;

/** Receives the bytes that the system sends on its serial line. Thread rule: called on the thread that runs the machine. */
@FunctionalInterface
public interface ConsoleSink {
    /**
     * Takes bytes.
     *
     * @param bytes holds them; not to be kept
     * @param offset index of the first
     * @param length number of bytes
     * @param virtualTimeUs hardware clock in microseconds
     */
    void write(byte[] bytes, int offset, int length, long virtualTimeUs);
}
