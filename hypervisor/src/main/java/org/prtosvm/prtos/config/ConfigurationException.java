// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A configuration is refused. The message has one line per problem. A host refusal: nothing has been run, the command line ends with
 * code 2.
 */
public final class ConfigurationException extends RuntimeException {
    private final transient List<ConfigurationProblem> problems;

    /**
     * Makes a refusal.
     *
     * @param problems what is wrong, at least one
     */
    public ConfigurationException(List<ConfigurationProblem> problems) {
        super(problems.stream().map(ConfigurationProblem::message).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /**
     * Makes a refusal for one reason.
     *
     * @param kind what is wrong
     * @param location where
     * @param text what was expected and found
     */
    public ConfigurationException(ConfigurationProblem.Kind kind, Location location, String text) {
        this(List.of(new ConfigurationProblem(kind, location, text)));
    }

    /**
     * What is wrong.
     *
     * @return the problems in the order in which they were found
     */
    public List<ConfigurationProblem> problems() {
        return problems;
    }
}
