// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.List;

/** Makes processors, plans and slots. */
final class ProcessorCompiler {
    private final Problems problems;

    ProcessorCompiler(Problems problems) {
        this.problems = problems;
    }

    List<Processor> processors(XmlElement processorTable) {
        return processorTable.children("Processor").map(this::processor).toList();
    }

    private Processor processor(XmlElement element) {
        long frequency =
                element.find("frequency").map(Lexical::frequency).orElse(0.0).longValue();
        List<Plan> plans = element.requiredChild("CyclicPlanTable")
                .children("Plan")
                .map(this::plan)
                .toList();
        return problems.place(new Processor(Values.integer(element, "id"), frequency, plans), element.location());
    }

    private Plan plan(XmlElement element) {
        List<Slot> slots = element.children("Slot").map(this::slot).toList();
        return problems.place(
                new Plan(
                        element.find("name").orElse(null),
                        Values.integer(element, "id"),
                        Values.time(element, "majorFrame"),
                        slots),
                element.location());
    }

    private Slot slot(XmlElement element) {
        long start = Values.time(element, "start");
        return problems.place(
                new Slot(
                        Values.integer(element, "id"),
                        Values.integer(element, "partitionId"),
                        Values.integer(element, "vCpuId"),
                        start,
                        start + Values.time(element, "duration")),
                element.location());
    }
}
