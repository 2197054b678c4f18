// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.object;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.ObjectDescriptor;
import org.prtosvm.abi.PrtosConstants;

/**
 * A caller with 32 KiB of memory at {@link #BASE}, of which the last page is read-only, the last bytes below the hypervisor's memory and
 * a clock set by hand.
 */
public final class TestCaller implements ObjectCaller {
    public static final int BASE = 0x600_0000;
    public static final int READ_ONLY = BASE + 0x7000;
    public static final int END = BASE + 0x8000;

    public final byte[] memory = new byte[END - BASE];
    public final List<String> reports = new ArrayList<>();
    public long nowUs = 1000;
    public long charged;
    private final int partitionId;
    private final boolean system;

    public TestCaller(int partitionId, boolean system) {
        this.partitionId = partitionId;
        this.system = system;
    }

    @Override
    public int partitionId() {
        return partitionId;
    }

    @Override
    public int vcpuId() {
        return 0;
    }

    @Override
    public boolean isSystem() {
        return system;
    }

    @Override
    public long nowUs() {
        return nowUs;
    }

    @Override
    public boolean readable(int address, int length) {
        long start = Integer.toUnsignedLong(address);
        long end = start + Integer.toUnsignedLong(length);
        boolean inMemory = start >= BASE && end <= END;
        boolean empty = length == 0 && end < Integer.toUnsignedLong(PrtosConstants.HYPERVISOR_OFFSET);
        return inMemory || empty;
    }

    @Override
    public boolean writable(int address, int length) {
        return readable(address, length)
                && Integer.toUnsignedLong(address) + Integer.toUnsignedLong(length) <= READ_ONLY;
    }

    @Override
    public void read(int address, byte[] target, int offset, int length) {
        System.arraycopy(memory, length == 0 ? 0 : address - BASE, target, offset, length);
        charged += length;
    }

    @Override
    public void write(int address, byte[] source, int offset, int length) {
        System.arraycopy(source, offset, memory, length == 0 ? 0 : address - BASE, length);
        charged += length;
    }

    @Override
    public void chargeCopy(long bytes) {
        charged += bytes;
    }

    @Override
    public void report(int event, long a, long b) {
        reports.add(event + " " + a + " " + b);
    }

    /** A descriptor of an object of this caller. */
    public int own(int objectClass, int objectId) {
        return ObjectDescriptor.of(objectClass, partitionId, 0, objectId);
    }

    public int get32(int address) {
        return LittleEndian.get32(memory, address - BASE);
    }

    public long get64(int address) {
        return LittleEndian.get64(memory, address - BASE);
    }

    public void put32(int address, int value) {
        LittleEndian.put32(memory, address - BASE, value);
    }

    public void put64(int address, long value) {
        LittleEndian.put64(memory, address - BASE, value);
    }

    /** Stores a text with a NUL behind it. */
    public int text(int address, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, memory, address - BASE, bytes.length);
        memory[address - BASE + bytes.length] = 0;
        return address;
    }

    public String text(int address, int length) {
        return new String(memory, address - BASE, length, StandardCharsets.UTF_8);
    }
}
