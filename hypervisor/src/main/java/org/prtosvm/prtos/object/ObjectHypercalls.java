// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.object;

import java.util.List;
import org.prtosvm.abi.HypercallNumber;
import org.prtosvm.prtos.hypercall.Hypercall;
import org.prtosvm.prtos.partition.GuestAccess;
import org.prtosvm.prtos.partition.Partition;
import org.prtosvm.prtos.partition.Vcpu;

/** The object calls. Source: ABI 05-objects, 1. */
public final class ObjectHypercalls {
    private final ObjectTable objects;
    private final VcpuCaller[][] callers;

    /**
     * Makes the handlers.
     *
     * @param objects all classes
     * @param partitions all partitions, with their vCPUs
     * @param access reaches the memory of callers
     * @param services the kernel
     */
    public ObjectHypercalls(
            ObjectTable objects, List<Partition> partitions, GuestAccess access, ObjectServices services) {
        this.objects = objects;
        callers = partitions.stream()
                .map(partition -> partition.vcpus().stream()
                        .map(vcpu -> new VcpuCaller(vcpu, access, services))
                        .toArray(VcpuCaller[]::new))
                .toArray(VcpuCaller[][]::new);
    }

    private VcpuCaller caller(Vcpu vcpu) {
        return callers[vcpu.partition().id()][vcpu.id()];
    }

    /**
     * Reads from an object.
     *
     * @param caller vCPU that makes the call
     * @param descriptor names the object
     * @param buffer where the data goes
     * @param size bytes, unsigned
     * @param flags word for further results
     * @return see {@link KernelObject#read}
     */
    @Hypercall(number = HypercallNumber.READ_OBJECT, arguments = 4)
    public int readObject(Vcpu caller, int descriptor, int buffer, int size, int flags) {
        return objects.read(caller(caller), descriptor, buffer, size, flags);
    }

    /**
     * Writes to an object.
     *
     * @param caller vCPU that makes the call
     * @param descriptor names the object
     * @param buffer where the data is
     * @param size bytes, unsigned
     * @param flags word with further arguments
     * @return see {@link KernelObject#write}
     */
    @Hypercall(number = HypercallNumber.WRITE_OBJECT, arguments = 4)
    public int writeObject(Vcpu caller, int descriptor, int buffer, int size, int flags) {
        return objects.write(caller(caller), descriptor, buffer, size, flags);
    }

    /**
     * Moves the position of an object.
     *
     * @param caller vCPU that makes the call
     * @param descriptor names the object
     * @param offset signed
     * @param whence from where
     * @return see {@link KernelObject#seek}
     */
    @Hypercall(number = HypercallNumber.SEEK_OBJECT, arguments = 3)
    public int seekObject(Vcpu caller, int descriptor, int offset, int whence) {
        return objects.seek(caller(caller), descriptor, offset, whence);
    }

    /**
     * Gives a command to an object.
     *
     * @param caller vCPU that makes the call
     * @param descriptor names the object
     * @param command number of the command, per class
     * @param argument its argument
     * @return see {@link KernelObject#control}
     */
    @Hypercall(number = HypercallNumber.CTRL_OBJECT, arguments = 3)
    public int controlObject(Vcpu caller, int descriptor, int command, int argument) {
        return objects.control(caller(caller), descriptor, command, argument);
    }
}
