// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.tools.sdk;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a new project starts from: an example of the kit. */
public enum ProjectTemplate {
    /** Partitions that take turns. */
    HELLO("hello", "01-hello", "partitions that print a line in each of their slots", 1),
    /** Sampling and queuing channels, a shared area. */
    PORTS("ports", "06-channels-and-memory", "sampling and queuing ports, shared memory", 2),
    /** Timers of both clocks. */
    TIMER("timer", "03-timers", "timers of both clocks", 2),
    /** A partition that governs another one. */
    SUPERVISOR("supervisor", "09-supervision", "a system partition that governs another one", 2),
    /** Partitions with floating point. */
    FP("fp", "13-floating-point", "partitions that use the x87", 2),
    /** A partition with two vCPUs. */
    SMP("smp", "02-two-cpus", "one partition on two processors", 1),
    /** An operating system in a partition. */
    GUEST_KERNEL("guest-kernel", "12-rtos", "an operating system with tasks in ring 3", 2);

    private final String word;
    private final String example;
    private final String summary;
    private final int partitions;

    ProjectTemplate(String word, String example, String summary, int partitions) {
        this.word = word;
        this.example = example;
        this.summary = summary;
        this.partitions = partitions;
    }

    /**
     * The template of a name.
     *
     * @param word a name as on the command line
     * @return the template, empty for another word
     */
    public static Optional<ProjectTemplate> of(String word) {
        return Arrays.stream(values())
                .filter(template -> template.word.equals(word))
                .findFirst();
    }

    /** @return all names */
    public static List<String> words() {
        return Arrays.stream(values()).map(ProjectTemplate::word).toList();
    }

    /** @return name on the command line */
    public String word() {
        return word;
    }

    /** @return what it shows, in a few words */
    public String summary() {
        return summary;
    }

    /** @return the fewest partitions that it makes sense with */
    public int partitions() {
        return partitions;
    }

    /** Folder of the example in the kit. */
    String folder() {
        return "examples/" + example;
    }
}
