// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.object;

/**
 * The vCPU that makes an object call, as far as objects see it: who it is, what time it is, and its memory as it is mapped now.
 */
public interface ObjectCaller {
    /**
     * The partition of the caller.
     *
     * @return its id
     */
    int partitionId();

    /**
     * The calling vCPU.
     *
     * @return its number in its partition
     */
    int vcpuId();

    /**
     * Whether the caller may manage others.
     *
     * @return true for a system partition
     */
    boolean isSystem();

    /**
     * The hardware clock of the processor that executes the caller.
     *
     * @return microseconds
     */
    long nowUs();

    /**
     * Whether the caller could read memory. Source: ABI 02-hypercalls, 3.1.
     *
     * @param address linear address
     * @param length bytes, unsigned
     * @return true if every page is mapped and the range ends below the hypervisor's; null is an address like any other
     */
    boolean readable(int address, int length);

    /**
     * Whether the caller could write memory. Source: ABI 02-hypercalls, 3.1.
     *
     * @param address linear address
     * @param length bytes, unsigned
     * @return true if {@link #readable} and no page is read-only
     */
    boolean writable(int address, int length);

    /**
     * Copies memory of the caller, and charges the caller for it.
     *
     * @param address linear address of a {@link #readable} range
     * @param target receives the bytes
     * @param offset where the first one goes
     * @param length bytes
     */
    void read(int address, byte[] target, int offset, int length);

    /**
     * Changes memory of the caller, and charges the caller for it.
     *
     * @param address linear address of a {@link #writable} range
     * @param source has the bytes
     * @param offset where the first one is
     * @param length bytes
     */
    void write(int address, byte[] source, int offset, int length);

    /**
     * Charges the caller for bytes that are copied elsewhere.
     *
     * @param bytes number of bytes
     */
    void chargeCopy(long bytes);

    /**
     * Reports what the caller has done to whoever observes the system.
     *
     * @param event a constant of {@link org.prtosvm.prtos.host.SystemEvent} whose first argument is a vCPU
     * @param a second argument
     * @param b third argument
     */
    void report(int event, long a, long b);

    /**
     * Whether a pointer can be the source of data.
     *
     * @param address linear address
     * @param length bytes, unsigned
     * @return true if it is not null and {@link #readable}
     */
    default boolean isSource(int address, int length) {
        return address != 0 && readable(address, length);
    }

    /**
     * Whether a pointer can be the target of data.
     *
     * @param address linear address
     * @param length bytes, unsigned
     * @return true if it is not null and {@link #writable}
     */
    default boolean isTarget(int address, int length) {
        return address != 0 && writable(address, length);
    }
}
