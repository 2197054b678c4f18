// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.config.ConfigurationProblem.Kind;

/** Makes the devices and resolves references to them by name. */
final class DeviceCompiler {
    /** Name that means no device without being one. */
    private static final String NO_DEVICE = "NULL";
    /** Name of the device that swallows everything; it always exists. */
    private static final String NULL_DEVICE = "Null";

    private final AreaCompiler areas;
    private final KernelOptions options;
    private final Problems problems;
    private final Map<String, DeviceReference> byName = new HashMap<>();
    private final Map<String, XmlElement> declarations = new HashMap<>();
    private final List<Integer> baudRates = new ArrayList<>(Collections.nCopies(PrtosConstants.MAX_UARTS, 0));
    private final List<MemoryArea> memoryBlocks = new ArrayList<>();

    DeviceCompiler(AreaCompiler areas, KernelOptions options, Problems problems) {
        this.options = options;
        this.areas = areas;
        this.problems = problems;
        byName.put(NULL_DEVICE, DeviceReference.NONE);
    }

    /** Takes all devices of a Devices element. */
    Devices devices(XmlElement element) {
        for (XmlElement device : element.children()) {
            if (!options.hasDevice(device.name())) {
                problems.addAt(
                        Kind.UNSUPPORTED_ELEMENT,
                        device.location(),
                        "%s: the kernel options leave out its driver",
                        device.name());
            }
            switch (device.name()) {
                case "Uart" -> uart(device);
                case "Vga" -> register(device, new DeviceReference(DeviceReference.Kind.VGA, 0));
                case "MemoryBlock" -> memoryBlock(device);
                default -> {
                    // Null: its name is not registered (ABI 11-configuration, Q4)
                }
            }
        }
        return new Devices(baudRates, memoryBlocks);
    }

    private void uart(XmlElement device) {
        int id = Lexical.leadingInteger(device.value("id"));
        if (id >= PrtosConstants.MAX_UARTS) {
            problems.addAt(
                    Kind.UART_ID,
                    device.locationOf("id"),
                    "uart id: expected 0 to %d, found %d",
                    PrtosConstants.MAX_UARTS - 1,
                    id);
            register(device, DeviceReference.NONE);
            return;
        }
        register(device, new DeviceReference(DeviceReference.Kind.UART, id));
        baudRates.set(id, Values.integer(device, "baudRate"));
    }

    private void memoryBlock(XmlElement device) {
        register(device, new DeviceReference(DeviceReference.Kind.MEMORY_BLOCK, memoryBlocks.size()));
        memoryBlocks.add(areas.memoryBlock(device));
    }

    private void register(XmlElement device, DeviceReference reference) {
        String name = device.value("name");
        if (byName.putIfAbsent(name, reference) != null) {
            XmlElement earlier = declarations.get(name);
            problems.addAt(
                    Kind.DEVICE_NAME,
                    device.locationOf("name"),
                    "device name \"%s\" is already in use%s",
                    name,
                    earlier == null ? "" : " (line " + earlier.location().line() + ")");
        }
        declarations.putIfAbsent(name, device);
    }

    /** The device that an attribute names; none if the attribute is absent. */
    DeviceReference reference(XmlElement element, String attribute) {
        String name = element.find(attribute).orElse(NO_DEVICE);
        if (name.equals(NO_DEVICE)) {
            return DeviceReference.NONE;
        }
        DeviceReference found = byName.get(name);
        if (found == null) {
            problems.addAt(
                    Kind.UNKNOWN_DEVICE,
                    element.locationOf(attribute),
                    "%s of %s: expected the name of a device, found \"%s\"",
                    attribute,
                    element.name(),
                    name);
            return DeviceReference.NONE;
        }
        return found;
    }
}
