// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

/**
 * The word that names a kernel object, and the classes of objects. Source: ABI 05-objects, 1.1.
 *
 * <pre>
 *   31 30          24 23   20 19               10 9                 0
 *  +--+--------------+-------+-------------------+-------------------+
 *  |I |    class     | vCPU  |   partition id    |     object id     |
 *  +--+--------------+-------+-------------------+-------------------+
 * </pre>
 *
 * <p>I (invalid) is for the guest's own use; the hypervisor ignores it.
 */
public final class ObjectDescriptor {
    /** Class without an implementation. */
    public static final int CLASS_NULL = 0;
    /** Text output of a partition. */
    public static final int CLASS_CONSOLE = 1;
    /** Trace streams. */
    public static final int CLASS_TRACE = 2;
    /** Sampling ports. */
    public static final int CLASS_SAMPLING_PORT = 3;
    /** Queuing ports. */
    public static final int CLASS_QUEUING_PORT = 4;
    /** Copies of physical memory. */
    public static final int CLASS_MEMORY = 5;
    /** Log of the health monitor. */
    public static final int CLASS_HEALTH_MONITOR = 6;
    /** Status of system, partitions, vCPUs, plans and pages. */
    public static final int CLASS_STATUS = 7;
    /** Number of classes. */
    public static final int CLASS_COUNT = 8;

    private ObjectDescriptor() {}

    /**
     * The class of an object.
     *
     * @param descriptor the descriptor
     * @return 0 to 127
     */
    public static int objectClass(int descriptor) {
        return descriptor >>> 24 & 0x7F;
    }

    /**
     * The vCPU that a descriptor names.
     *
     * @param descriptor the descriptor
     * @return 0 to 15
     */
    public static int vcpuId(int descriptor) {
        return descriptor >>> 20 & 0xF;
    }

    /**
     * The partition that a descriptor names.
     *
     * @param descriptor the descriptor
     * @return 0 to 1023; {@link PrtosConstants#HYPERVISOR_PARTITION_ID} stands for the hypervisor
     */
    public static int partitionId(int descriptor) {
        return descriptor >>> 10 & 0x3FF;
    }

    /**
     * The object of its class and partition.
     *
     * @param descriptor the descriptor
     * @return 0 to 1023
     */
    public static int objectId(int descriptor) {
        return descriptor & 0x3FF;
    }

    /**
     * Makes a descriptor.
     *
     * @param objectClass a constant {@code CLASS_*}
     * @param partitionId 0 to 1023
     * @param vcpuId 0 to 15
     * @param objectId 0 to 1023
     * @return the descriptor
     */
    public static int of(int objectClass, int partitionId, int vcpuId, int objectId) {
        return objectClass << 24 | vcpuId << 20 | partitionId << 10 | objectId;
    }
}
