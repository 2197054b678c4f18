// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** System descriptions for tests, and small changes of them. */
public final class TestDescriptions {
    static final String FILE = "sys.xml";

    private TestDescriptions() {}

    /** The smallest system description. */
    public static String minimal() {
        return read("minimal.xml");
    }

    /** A system description that uses every feature. */
    static String everyFeature() {
        return read("every-feature.xml");
    }

    private static String read(String name) {
        try (InputStream stream = TestDescriptions.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text with one passage exchanged, which has to be there. */
    public static String change(String text, String from, String to) {
        assertTrue(text.contains(from), from);
        int at = text.indexOf(from);
        return text.substring(0, at) + to + text.substring(at + from.length());
    }

    static SystemConfiguration compile(String xml) {
        return XmlConfigurationCompiler.compile(FILE, xml.getBytes(StandardCharsets.UTF_8));
    }

    /** The problems of a description that has to be refused. */
    static List<ConfigurationProblem> problems(String xml) {
        return assertThrows(ConfigurationException.class, () -> compile(xml), xml)
                .problems();
    }

    static List<ConfigurationProblem.Kind> kinds(String xml) {
        return problems(xml).stream().map(ConfigurationProblem::kind).toList();
    }
}
