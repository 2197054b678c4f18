// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
     * A description whose form is right.
     *
     * @param configuration what it says
     * @param problems rules of meaning that it breaks
     */
    public record Examination(SystemConfiguration configuration, List<ConfigurationProblem> problems) {
        /** Makes an examination with a copy of the list. */
        public Examination {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Compiles the contents of a file for the default kernel options.
     *
     * @param file its name, for messages
     * @param bytes the system description, in any encoding that XML can declare
     * @return its configuration
     * @throws ConfigurationException if it has another form, or breaks a rule
     */
    public static SystemConfiguration compile(String file, byte[] bytes) {
        return compile(file, bytes, KernelOptions.DEFAULT);
    }

    /**
     * Compiles the contents of a file.
     *
     * @param file its name, for messages
     * @param bytes the system description, in any encoding that XML can declare
     * @param options the options of the kernel
     * @return its configuration
     * @throws ConfigurationException if it has another form, or breaks a rule
     */
    public static SystemConfiguration compile(String file, byte[] bytes, KernelOptions options) {
        Examination examination = examine(file, bytes, options);
        if (!examination.problems().isEmpty()) {
            throw new ConfigurationException(examination.problems());
        }
        return examination.configuration();
    }

    /**
     * Compiles the contents of a file that may break rules of meaning, for tools that show it nevertheless.
     *
     * @param file its name, for messages
     * @param bytes the system description, in any encoding that XML can declare
     * @param options the options of the kernel
     * @return its configuration, and the rules that it breaks
     * @throws ConfigurationException if it has another form
     */
    public static Examination examine(String file, byte[] bytes, KernelOptions options) {
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
        SystemConfiguration configuration = new SystemCompiler(root, options, problems).compile();
        ConfigurationChecks.check(configuration, options, problems);
        return new Examination(configuration, problems.found());
    }
}
