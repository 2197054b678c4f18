// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class XmlTreeReaderTest {
    private static XmlElement read(String xml) {
        return XmlTreeReader.read("x.xml", xml.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<?xml version=\"1.0\"?>\n", "<!-- \u00e4 -->\n\n  <?pi?> ", "\uFEFF"})
    void shouldKnowWhereElementsAndAttributesStand(String start) {
        String filler = "<!-- \uD83D\uDE00 " + "a line of a long comment\n".repeat(10_000) + "-->";
        String xml = start + TestDescriptions.everyFeature().replace("<PartitionTable>", filler + "<PartitionTable>");
        checkLocations(read(xml), xml.replace("\uFEFF", "").lines().toList());
    }

    private static void checkLocations(XmlElement element, List<String> lines) {
        String tag = lines.get(element.location().line() - 1)
                .substring(element.location().column() - 1);
        assertTrue(tag.startsWith("<" + element.name()), tag);
        element.attributes().forEach((name, attribute) -> {
            Location location = attribute.location();
            String text = lines.get(location.line() - 1).substring(location.column() - 1);
            assertTrue(text.startsWith(name + "=\"" + attribute.value() + "\""), text);
        });
        element.children().forEach(child -> checkLocations(child, lines));
    }

    @Test
    void shouldKnowWhereTextStands() {
        XmlElement root = read("<a xmlns='" + XmlTreeReader.NAMESPACE + "'><b/> \n  <!-- c -->\n  text</a>");
        Location text = root.text();
        assertNotNull(text);
        assertEquals("x.xml:3:3", text.toString());
    }

    @Test
    void shouldIgnoreSchemaHints() {
        XmlElement root = read("<a xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='x' b='1'"
                + " xml:lang='en'/>");
        assertEquals(List.of("b", "xml:lang"), List.copyOf(root.attributes().keySet()));
        assertEquals("{}a", root.name());
    }
}
