// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.prtosvm.prtos.config.ConfigurationProblem.Kind;

/**
 * Compiles a system description (XML) to a configuration. All problems of a file are reported together, those of its form first: the
 * rules of meaning are checked once the form is right. Sections may stand in any order. Source: ABI 11-configuration.
 */
public final class XmlConfigurationCompiler {
    /** Largest system description in bytes; far above any real one, so that a wrong file is refused quickly. */
    public static final int MAX_FILE_SIZE = 16 * 1024 * 1024;

    private XmlConfigurationCompiler() {}

    /**
     * Compiles a file.
     *
     * @param file the system description
     * @return its configuration
     * @throws ConfigurationException if the file cannot be read, has another form, or breaks a rule
     */
    public static SystemConfiguration compile(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ConfigurationException(
                    Kind.UNREADABLE_FILE, Location.ofFile(file.toString()), "cannot be read: " + e);
        }
        return compile(file.toString(), bytes);
    }

    /**
     * Compiles the contents of a file.
     *
     * @param file its name, for messages
     * @param bytes the system description, in any encoding that XML can declare
     * @return its configuration
     * @throws ConfigurationException if it has another form, or breaks a rule
     */
    public static SystemConfiguration compile(String file, byte[] bytes) {
        if (bytes.length > MAX_FILE_SIZE) {
            throw new ConfigurationException(
                    Kind.UNREADABLE_FILE,
                    Location.ofFile(file),
                    "expected a system description of at most " + MAX_FILE_SIZE + " bytes, found " + bytes.length);
        }
        XmlElement root = XmlTreeReader.read(file, bytes);
        Problems problems = new Problems(root.location());
        new SchemaValidator(problems).validate(root);
        problems.throwIfAny();
        SystemConfiguration configuration = new SystemCompiler(root, problems).compile();
        ConfigurationChecks.check(configuration, problems);
        problems.throwIfAny();
        return configuration;
    }
}
