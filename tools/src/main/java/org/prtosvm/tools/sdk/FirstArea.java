// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.tools.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Where partitions are linked to: the start of the first {@code Area} that a description names for each, which a configuration, with its
 * areas in order, does not tell any more. Source: ABI 10-tools, B.
 */
final class FirstArea {
    private FirstArea() {}

    /**
     * Reads a description that was compiled without errors.
     *
     * @param description the file
     * @return text of the attribute {@code start} by partition id
     */
    static Map<Integer, String> starts(Path description) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        Map<Integer, String> starts = new HashMap<>();
        try (InputStream in = Files.newInputStream(description)) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            int partition = -1;
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    switch (reader.getLocalName()) {
                        case "Partition" -> partition = Integer.decode(reader.getAttributeValue(null, "id"));
                        case "Area" -> starts.putIfAbsent(partition, reader.getAttributeValue(null, "start"));
                        default -> {}
                    }
                }
            }
            return starts;
        } catch (XMLStreamException | IOException e) {
            throw new SdkException("%s: %s (looking for memory areas)".formatted(description, e.getMessage()));
        }
    }
}
