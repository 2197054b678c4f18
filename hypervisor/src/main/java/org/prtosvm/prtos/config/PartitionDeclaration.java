// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.List;
import java.util.Optional;

/**
 * A Partition element and its ports, which channels connect before the partition itself is made.
 *
 * @param element the element
 * @param ports its ports, in the order of the file
 */
record PartitionDeclaration(XmlElement element, List<PortDeclaration> ports) {
    /** The first port with a name. */
    Optional<PortDeclaration> port(String name) {
        return ports.stream().filter(port -> port.name().equals(name)).findFirst();
    }
}
