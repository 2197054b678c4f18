// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.config.ConfigurationProblem.Kind;

/**
 * Values of the kernel options. They decide what a description may say and how a blob is laid out, so compiler, packer and machine need
 * the same ones. Immutable. Source: ABI 10-tools, F.
 */
public final class KernelOptions {
    /** The reference's default build. */
    public static final KernelOptions DEFAULT = new KernelOptions(new EnumMap<>(KernelOption.class));

    private static final Pattern SETTING = Pattern.compile("(?:CONFIG_)?([A-Za-z0-9_]+)=\"?([^\"]*)\"?");
    private static final Pattern UNSET = Pattern.compile("# (?:CONFIG_)?([A-Za-z0-9_]+) is not set");
    private static final int KIB = 1024;
    private static final long LOAD_ALIGNMENT = 0x40_0000;
    private static final int LEGACY_HW_IRQS = 16;
    private static final int LEGACY_RESERVED_HW_IRQS = 1 | 1 << 2 | 1 << 4;

    private final EnumMap<KernelOption, Long> values;

    private KernelOptions(EnumMap<KernelOption, Long> values) {
        this.values = values;
    }

    /**
     * These options with settings of the user.
     *
     * @param settings texts {@code NAME=VALUE}, with or without {@code CONFIG_} in front
     * @return the changed options
     * @throws ConfigurationException if a name is not that of an option here, a value is out of range, or values contradict each other
     */
    public KernelOptions with(List<String> settings) {
        EnumMap<KernelOption, Long> changed = new EnumMap<>(values);
        for (String setting : settings) {
            Location location = Location.ofFile(setting);
            Matcher matcher = SETTING.matcher(setting);
            if (!matcher.matches()) {
                throw refuse(location, "expected NAME=VALUE, such as NO_CPUS=2");
            }
            KernelOption option = KernelOption.of(matcher.group(1))
                    .orElseThrow(() -> refuse(location, "expected one of " + List.of(KernelOption.values())));
            changed.put(option, parse(option, matcher.group(2), location));
        }
        return checked(changed, Location.ofFile(String.join(" ", settings)));
    }

    /**
     * These options with those of a file in the form that the reference's configuration writes ({@code .config}). Options without a
     * meaning here are passed over.
     *
     * @param file its name, for messages
     * @param bytes its contents
     * @return the changed options
     * @throws ConfigurationException if a line has another form, a value is out of range, or values contradict each other
     */
    public KernelOptions withFile(String file, byte[] bytes) {
        EnumMap<KernelOption, Long> changed = new EnumMap<>(values);
        int number = 0;
        for (String text : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            number++;
            String line = text.strip();
            Location location = new Location(file, number, 1);
            Matcher setting = SETTING.matcher(line);
            Matcher unset = UNSET.matcher(line);
            if (setting.matches()) {
                KernelOption.of(setting.group(1))
                        .ifPresent(option -> changed.put(option, parse(option, setting.group(2), location)));
            } else if (unset.matches()) {
                KernelOption.of(unset.group(1)).ifPresent(option -> changed.put(option, parse(option, "n", location)));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                throw refuse(location, "expected CONFIG_NAME=VALUE, found \"" + line + "\"");
            }
        }
        return checked(changed, Location.ofFile(file));
    }

    private static long parse(KernelOption option, String text, Location location) {
        Long value = switch (option.type()) {
            case BOOL -> text.equals("n") ? Long.valueOf(0) : text.matches("[ym]") ? Long.valueOf(1) : null;
            case INT -> text.matches("[0-9]{1,9}") ? Long.valueOf(text) : null;
            case HEX -> text.matches("0[xX][0-9a-fA-F]{1,8}") ? Long.decode(text) : null;
        };
        if (value == null || value < option.min() || value > option.max()) {
            throw refuse(location, option + ": expected " + option.range() + ", found \"" + text + "\"");
        }
        return value;
    }

    private static KernelOptions checked(EnumMap<KernelOption, Long> values, Location location) {
        KernelOptions options = new KernelOptions(values);
        if (Integer.toUnsignedLong(options.loadAddress()) % LOAD_ALIGNMENT != 0) {
            throw refuse(
                    location,
                    String.format(
                            "PRTOS_LOAD_ADDR: expected a multiple of 0x400000, found 0x%x", options.loadAddress()));
        }
        if (!options.isSmp() && values.getOrDefault(KernelOption.NO_CPUS, 1L) != 1) {
            throw refuse(location, "NO_CPUS: expected 1 without SMP, found " + options.number(KernelOption.NO_CPUS));
        }
        Long lines = values.get(KernelOption.NO_HWIRQS);
        if (lines != null && lines != options.hwIrqs()) {
            throw refuse(
                    location,
                    "NO_HWIRQS: expected " + options.hwIrqs() + (options.isSmp() ? " with" : " without")
                            + " SMP, found " + lines);
        }
        if (options.containerAddress() % PrtosConstants.PAGE_SIZE != 0) {
            throw refuse(
                    location,
                    String.format(
                            "CONTAINER_ADDR: expected a multiple of 0x1000, found 0x%x", options.containerAddress()));
        }
        return options;
    }

    private static ConfigurationException refuse(Location location, String text) {
        return new ConfigurationException(Kind.KERNEL_OPTION, location, text);
    }

    private long number(KernelOption option) {
        Long value = values.get(option);
        return value == null ? parse(option, option.preset(), Location.ofFile(option.name())) : value;
    }

    private boolean flag(KernelOption option) {
        return number(option) != 0;
    }

    private boolean isSmp() {
        return flag(KernelOption.SMP);
    }

    /**
     * The most processors of a system.
     *
     * @return at least 1
     */
    public int maxCpus() {
        return isSmp() ? (int) number(KernelOption.NO_CPUS) : 1;
    }

    /**
     * The most vCPUs of a partition.
     *
     * @return at least 1
     */
    public int maxVcpus() {
        return values.containsKey(KernelOption.MAX_NO_VCPUS) ? (int) number(KernelOption.MAX_NO_VCPUS) : maxCpus();
    }

    /** The number of interrupt lines. */
    int hwIrqs() {
        return isSmp() ? PrtosConstants.HW_IRQS : LEGACY_HW_IRQS;
    }

    /** The interrupt lines that no partition can own, as a mask. */
    int reservedHwIrqs() {
        return isSmp() ? PrtosConstants.RESERVED_HW_IRQS : LEGACY_RESERVED_HW_IRQS;
    }

    /** Whether the ports of the interval timer are the hypervisor's. */
    boolean reservesTimerPorts() {
        return !isSmp() && flag(KernelOption.PC_PIT_CLOCK);
    }

    /** Bytes of a thread block of the reference kernel. */
    int threadSize() {
        return (int) number(KernelOption.KSTACK_KB) * KIB;
    }

    /**
     * Where the hypervisor is loaded.
     *
     * @return physical address
     */
    public int loadAddress() {
        return (int) number(KernelOption.PRTOS_LOAD_ADDR);
    }

    /** Whether the hypervisor has trace events. */
    boolean hasAuditEvents() {
        return flag(KernelOption.AUDIT_EVENTS);
    }

    /**
     * Whether the hypervisor's PEF file is compressed.
     *
     * @return true if it is
     */
    public boolean compressesHypervisor() {
        return flag(KernelOption.PEF_COMPRESSION);
    }

    /** Whether descriptions may declare a device, by the name of its element. */
    boolean hasDevice(String element) {
        return switch (element) {
            case "Uart" -> flag(KernelOption.DEV_UART);
            case "MemoryBlock" -> flag(KernelOption.DEV_MEMBLOCK);
            default -> true;
        };
    }

    /**
     * Where a boot image is loaded.
     *
     * @return physical address
     */
    public int bootImageAddress() {
        return (int) number(KernelOption.LOAD_ADDR);
    }

    /**
     * Where a boot image has its container.
     *
     * @return physical address
     */
    public int containerAddress() {
        return (int) number(KernelOption.CONTAINER_ADDR);
    }

    /** Where the fields of a blob's header stand. */
    BlobGeometry geometry() {
        return new BlobGeometry(maxCpus(), hwIrqs());
    }

    /**
     * The values as lines of build information.
     *
     * @return {@code CONFIG_NAME=VALUE}, options that are off left out
     */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        Map<KernelOption, Long> derived = Map.of(
                KernelOption.NO_CPUS, (long) maxCpus(),
                KernelOption.MAX_NO_VCPUS, (long) maxVcpus(),
                KernelOption.NO_HWIRQS, (long) hwIrqs());
        for (KernelOption option : KernelOption.values()) {
            long value = derived.getOrDefault(option, number(option));
            if (option.type() != KernelOption.Type.BOOL) {
                String format = option.type() == KernelOption.Type.HEX ? "CONFIG_%s=0x%x" : "CONFIG_%s=%d";
                lines.add(format.formatted(option, value));
            } else if (value != 0) {
                lines.add("CONFIG_" + option + "=y");
            }
        }
        return lines;
    }
}
