// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.object;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.MemoryAreaFlags;
import org.prtosvm.abi.PartitionFlags;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.config.Channel;
import org.prtosvm.prtos.config.DeviceReference;
import org.prtosvm.prtos.config.Devices;
import org.prtosvm.prtos.config.HmTable;
import org.prtosvm.prtos.config.HypervisorConfiguration;
import org.prtosvm.prtos.config.MemoryArea;
import org.prtosvm.prtos.config.PartitionConfiguration;
import org.prtosvm.prtos.config.Port;
import org.prtosvm.prtos.config.PortDirection;
import org.prtosvm.prtos.config.PortType;
import org.prtosvm.prtos.config.Region;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.prtos.config.TraceConfiguration;

/** Builds the parts of a configuration that objects look at. */
public final class TestSystem {
    private final List<MemoryArea> blocks = new ArrayList<>();
    private final List<Channel> channels = new ArrayList<>();
    private final List<PartitionConfiguration> partitions = new ArrayList<>();
    private DeviceReference hmDevice = DeviceReference.NONE;
    private TraceConfiguration hypervisorTrace = TraceConfiguration.NONE;
    private int portCount;

    /** What a partition consists of, with defaults. */
    public static final class PartitionBuilder {
        private final List<Port> ports = new ArrayList<>();
        private final List<MemoryArea> areas = new ArrayList<>();
        private DeviceReference console = DeviceReference.NONE;
        private TraceConfiguration trace = TraceConfiguration.NONE;
        private int flags;
        private final TestSystem system;

        private PartitionBuilder(TestSystem system) {
            this.system = system;
        }

        public PartitionBuilder system() {
            flags |= PartitionFlags.SYSTEM;
            return this;
        }

        public PartitionBuilder console(DeviceReference device) {
            console = device;
            return this;
        }

        public PartitionBuilder trace(DeviceReference device, int mask) {
            trace = new TraceConfiguration(device, mask);
            return this;
        }

        public PartitionBuilder port(String name, PortType type, PortDirection direction, int channel) {
            ports.add(new Port(system.portCount++, name, channel, direction, type));
            return this;
        }

        public PartitionBuilder area(int start, int size, int flags) {
            areas.add(memory(start, size, flags));
            return this;
        }

        public TestSystem end() {
            system.partitions.add(new PartitionConfiguration(
                    system.partitions.size(),
                    "part" + system.partitions.size(),
                    flags,
                    1,
                    0,
                    areas,
                    console,
                    ports,
                    HmTable.PARTITION_DEFAULT,
                    null,
                    trace));
            return system;
        }
    }

    public static DeviceReference block(int number) {
        return new DeviceReference(DeviceReference.Kind.MEMORY_BLOCK, number);
    }

    private static MemoryArea memory(int start, int size, int flags) {
        return new MemoryArea(name(flags), start, start, size, flags, 0, 0);
    }

    private static @Nullable String name(int flags) {
        return (flags & MemoryAreaFlags.TAGGED) != 0 ? "area" : null;
    }

    public PartitionBuilder partition() {
        return new PartitionBuilder(this);
    }

    public TestSystem memoryBlock(int start, int size) {
        blocks.add(memory(start, size, MemoryAreaFlags.SHARED));
        return this;
    }

    public TestSystem hmDevice(DeviceReference device) {
        hmDevice = device;
        return this;
    }

    public TestSystem hypervisorTrace(DeviceReference device, int mask) {
        hypervisorTrace = new TraceConfiguration(device, mask);
        return this;
    }

    public TestSystem sampling(int maxLength, long periodUs, int receivers) {
        channels.add(new Channel.Sampling(maxLength, periodUs, receivers));
        return this;
    }

    public TestSystem queuing(int maxLength, int maxMessages) {
        channels.add(new Channel.Queuing(maxLength, maxMessages));
        return this;
    }

    public SystemConfiguration build() {
        MemoryArea hypervisor = memory(PrtosConstants.HYPERVISOR_LOAD_ADDRESS, 0x80_0000, 0);
        return new SystemConfiguration(
                "test",
                PrtosConstants.VERSION,
                List.of(new Region(0, 0x800_0000, PrtosConstants.REGION_RAM)),
                List.of(),
                new Devices(List.of(115_200, 0), blocks),
                new HypervisorConfiguration(
                        hypervisor, DeviceReference.NONE, hmDevice, HmTable.HYPERVISOR_DEFAULT, hypervisorTrace),
                List.of(),
                partitions,
                channels,
                List.of());
    }
}
