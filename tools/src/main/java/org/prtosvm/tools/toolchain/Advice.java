package org.prtosvm.tools.toolchain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.config.MemoryArea;
import org.prtosvm.prtos.config.PartitionConfiguration;
import org.prtosvm.prtos.config.Port;
import org.prtosvm.prtos.config.SystemConfiguration;

/** What a valid configuration says and rarely means. Source: ABI 11-configuration, 5 "Not checked" and Q8. */
public final class Advice {
    private final SystemConfiguration configuration;
    private final List<String> warnings = new ArrayList<>();

    private Advice(SystemConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * Looks at a configuration.
     *
     * @param configuration a configuration that keeps all rules
     * @return warnings, each the end of a sentence; empty if there is nothing to say
     */
    public static List<String> on(SystemConfiguration configuration) {
        Advice advice = new Advice(configuration);
        configuration.partitions().forEach(advice::look);
        advice.lookAtChannels();
        return advice.warnings;
    }

    private void look(PartitionConfiguration partition) {
        String who = "partition %d (%s)".formatted(partition.id(), configuration.nameOf(partition));
        if (configuration.nameOf(partition).length() >= PrtosConstants.NAME_LENGTH) {
            warnings.add("%s: the name is cut to %d characters".formatted(who, PrtosConstants.NAME_LENGTH - 1));
        }
        for (int vcpu = 0; vcpu < partition.vcpuCount(); vcpu++) {
            if (configuration.processorOf(partition.id(), vcpu) == SystemConfiguration.NO_PROCESSOR) {
                warnings.add("%s: vcpu %d is in no slot and never runs".formatted(who, vcpu));
            }
        }
        if (partition.vcpuCount() > configuration.processors().size()) {
            warnings.add("%s: has more vcpus than the system has processors; those beyond never run".formatted(who));
        }
        for (Port port : partition.ports()) {
            if (!port.isConnected()) {
                warnings.add("%s: port \"%s\" is not connected to a channel".formatted(who, port.name()));
            }
        }
        for (MemoryArea area : partition.areas()) {
            boolean loaderWindow =
                    area.linearRange().end() > Integer.toUnsignedLong(PrtosConstants.LOADER_STACK_ADDRESS);
            if (loaderWindow) {
                warnings.add(
                        "%s: memory area %s is mapped over the loader's and the control table's addresses from 0x%08x on"
                                .formatted(who, area.physicalRange(), PrtosConstants.LOADER_STACK_ADDRESS));
            }
            if (area.size() == 0) {
                warnings.add("%s: memory area at 0x%08x is empty".formatted(who, area.start()));
            }
        }
    }

    private void lookAtChannels() {
        Map<Integer, Integer> ends = new HashMap<>();
        configuration.partitions().stream()
                .flatMap(partition -> partition.ports().stream())
                .filter(Port::isConnected)
                .forEach(port -> ends.merge(port.channelIndex(), 1, Integer::sum));
        for (int channel = 0; channel < configuration.channels().size(); channel++) {
            if (ends.getOrDefault(channel, 0) < 2) {
                warnings.add("channel %d: a port of it is claimed by another channel too, the last one has it"
                        .formatted(channel));
            }
            if (configuration.channels().get(channel).maxMessageLength() == 0) {
                warnings.add("channel %d: messages have no bytes".formatted(channel));
            }
        }
    }
}
