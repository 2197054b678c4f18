// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.object;

import org.prtosvm.prtos.partition.GuestAccess;
import org.prtosvm.prtos.partition.Vcpu;

/** A vCPU as the caller of object calls. */
public final class VcpuCaller implements ObjectCaller {
    private final Vcpu vcpu;
    private final GuestAccess access;
    private final ObjectServices services;

    /**
     * Makes a caller.
     *
     * @param vcpu the vCPU
     * @param access reaches its memory
     * @param services the kernel
     */
    public VcpuCaller(Vcpu vcpu, GuestAccess access, ObjectServices services) {
        this.vcpu = vcpu;
        this.access = access;
        this.services = services;
    }

    @Override
    public int partitionId() {
        return vcpu.partition().id();
    }

    @Override
    public int vcpuId() {
        return vcpu.id();
    }

    @Override
    public boolean isSystem() {
        return vcpu.partition().isSystem();
    }

    @Override
    public long nowUs() {
        return services.nowUs(vcpu);
    }

    @Override
    public boolean readable(int address, int length) {
        return access.isReadable(vcpu, address, length);
    }

    @Override
    public boolean writable(int address, int length) {
        return access.isWritable(vcpu, address, length);
    }

    @Override
    public void read(int address, byte[] target, int offset, int length) {
        access.read(vcpu, address, target, offset, length);
        services.chargeCopy(vcpu, length);
    }

    @Override
    public void write(int address, byte[] source, int offset, int length) {
        access.write(vcpu, address, source, offset, length);
        services.chargeCopy(vcpu, length);
    }

    @Override
    public void chargeCopy(long bytes) {
        services.chargeCopy(vcpu, bytes);
    }

    @Override
    public void report(int event, long a, long b) {
        services.report(vcpu, event, a, b);
    }
}
