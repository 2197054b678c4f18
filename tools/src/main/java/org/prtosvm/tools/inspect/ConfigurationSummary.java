package org.prtosvm.tools.inspect;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.prtosvm.abi.HmEvent;
import org.prtosvm.prtos.config.Channel;
import org.prtosvm.prtos.config.DeviceReference;
import org.prtosvm.prtos.config.HmSlot;
import org.prtosvm.prtos.config.HmTable;
import org.prtosvm.prtos.config.PartitionConfiguration;
import org.prtosvm.prtos.config.Port;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.prtos.config.TraceConfiguration;
import org.prtosvm.tools.plan.MemoryText;
import org.prtosvm.tools.plan.Quantities;

/** Prints what a configuration says, apart from its plans, which {@code prtos plan} draws. */
public final class ConfigurationSummary {
    private final SystemConfiguration configuration;
    private final PrintWriter out;

    /**
     * Prepares a summary.
     *
     * @param configuration the system
     * @param out receives the text
     */
    public ConfigurationSummary(SystemConfiguration configuration, PrintWriter out) {
        this.configuration = configuration;
        this.out = out;
    }

    /** Prints everything. */
    public void print() {
        int version = configuration.fileVersion();
        out.printf(
                "  system: \"%s\", version %d.%d.%d%n",
                configuration.name(), version >> 16 & 0xFF, version >> 8 & 0xFF, version & 0xFF);
        configuration.processors().forEach(processor -> {
            out.printf(
                    "  processor %d: %s%n",
                    processor.id(),
                    processor.frequencyKhz() == 0 ? "speed of the machine" : processor.frequencyKhz() + " kHz");
            processor
                    .plans()
                    .forEach(plan -> out.printf(
                            "    plan %d%s: major frame %s, %s%n",
                            plan.id(),
                            plan.name() == null ? "" : " \"" + plan.name() + "\"",
                            Quantities.time(plan.majorFrameUs()),
                            Quantities.count(plan.slots().size(), "slot")));
        });
        out.printf(
                "  hypervisor: console %s, health monitor log %s%s%n",
                device(configuration.hypervisor().console()),
                device(configuration.hypervisor().healthMonitorDevice()),
                trace(configuration.hypervisor().trace()));
        printHealthMonitor(configuration.hypervisor().hmTable(), HmTable.HYPERVISOR_DEFAULT);
        configuration.partitions().forEach(this::print);
        printChannels();
        new MemoryText(configuration, out).print();
    }

    private void print(PartitionConfiguration partition) {
        List<String> facts = new ArrayList<>();
        if (partition.isSystem()) {
            facts.add("system");
        }
        if (partition.hasFp()) {
            facts.add("fp");
        }
        facts.add(Quantities.count(partition.vcpuCount(), "vcpu"));
        facts.add("console " + device(partition.console()));
        if (partition.hwIrqs() != 0) {
            facts.add(String.format("interrupt lines 0x%x", partition.hwIrqs()));
        }
        if (partition.ioPermissions() != null) {
            facts.add("i/o ports");
        }
        out.printf(
                "  partition %d%s: %s%s%n",
                partition.id(),
                partition.name() == null ? "" : " \"" + partition.name() + "\"",
                String.join(", ", facts),
                trace(partition.trace()));
        for (Port port : partition.ports()) {
            out.printf(
                    "    port \"%s\": %s %s, %s%n",
                    port.name(),
                    word(port.type()),
                    word(port.direction()),
                    port.isConnected() ? "channel " + port.channelIndex() : "not connected");
        }
        printHealthMonitor(partition.hmTable(), HmTable.PARTITION_DEFAULT);
    }

    /** The slots that differ from the defaults. */
    private void printHealthMonitor(HmTable table, HmTable preset) {
        for (HmEvent event : HmEvent.values()) {
            HmSlot slot = table.slot(event);
            if (!slot.equals(preset.slot(event))) {
                out.printf(
                        "    on %s: %s%s%n",
                        event.configurationName(), slot.action().configurationName(), slot.log() ? ", logged" : "");
            }
        }
    }

    private void printChannels() {
        for (int index = 0; index < configuration.channels().size(); index++) {
            String text = switch (configuration.channels().get(index)) {
                case Channel.Sampling sampling ->
                    "sampling, messages of at most %s, valid for %s, %s"
                            .formatted(
                                    Quantities.size(Integer.toUnsignedLong(sampling.maxMessageLength())),
                                    Quantities.time(sampling.validPeriodUs()),
                                    sampling.receivers());
                case Channel.Queuing queuing ->
                    "queuing, %s messages of at most %s"
                            .formatted(
                                    Integer.toUnsignedString(queuing.maxMessages()),
                                    Quantities.size(Integer.toUnsignedLong(queuing.maxMessageLength())));
            };
            out.printf("  channel %d: %s%n", index, text);
        }
        configuration
                .ipvis()
                .forEach(ipvi -> out.printf(
                        "  ipvi %d: from partition %d to %s%n", ipvi.id(), ipvi.sourceId(), ipvi.destinationIds()));
    }

    private static String device(DeviceReference device) {
        return switch (device.kind()) {
            case MEMORY_BLOCK -> "memory block " + device.number();
            case UART -> "uart " + device.number();
            case VGA -> "vga";
            case NONE -> "none";
        };
    }

    private static String trace(TraceConfiguration trace) {
        return trace.device().isNone()
                ? ""
                : ", trace to %s, mask 0x%x".formatted(device(trace.device()), trace.mask());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
