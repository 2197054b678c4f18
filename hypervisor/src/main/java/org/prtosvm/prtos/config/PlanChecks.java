// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.prtosvm.prtos.config.ConfigurationProblem.Kind;

/** The rules of processors, plans and slots. Source: ABI 11-configuration, 5, group S. */
final class PlanChecks {
    private record VcpuKey(int partitionId, int vcpuId) {}

    private record Place(Processor processor, Slot slot) {}

    private final SystemConfiguration configuration;
    private final KernelOptions options;
    private final Problems problems;
    private final Map<VcpuKey, Place> places = new HashMap<>();

    PlanChecks(SystemConfiguration configuration, KernelOptions options, Problems problems) {
        this.configuration = configuration;
        this.options = options;
        this.problems = problems;
    }

    void check() {
        List<Processor> processors = configuration.processors();
        if (processors.isEmpty() || processors.size() > options.maxCpus()) {
            Object part = processors.size() > options.maxCpus() ? processors.get(options.maxCpus()) : configuration;
            problems.add(
                    Kind.PROCESSOR_COUNT,
                    part,
                    "processors: expected 1 to %d, found %d",
                    options.maxCpus(),
                    processors.size());
        }
        for (int position = 0; position < processors.size(); position++) {
            checkProcessor(processors.get(position), position);
        }
    }

    private void checkProcessor(Processor processor, int position) {
        if (processor.id() != position) {
            problems.add(
                    Kind.PROCESSOR_ID,
                    processor,
                    "processor id %d: ids are consecutive from 0, expected %d",
                    processor.id(),
                    position);
        }
        List<Plan> plans = processor.plans();
        if (plans.isEmpty()) {
            problems.add(Kind.PLAN_ID, processor, "processor %d: expected at least one plan", processor.id());
        }
        for (int index = 0; index < plans.size(); index++) {
            Plan plan = plans.get(index);
            if (plan.id() != index) {
                problems.add(
                        Kind.PLAN_ID,
                        plan,
                        "processor %d plan id %d: ids are consecutive from 0, expected %d",
                        processor.id(),
                        plan.id(),
                        index);
            }
            checkSlots(processor, plan);
        }
    }

    private void checkSlots(Processor processor, Plan plan) {
        for (int index = 0; index < plan.slots().size(); index++) {
            Slot slot = plan.slots().get(index);
            String name = "processor %d plan %d slot %d".formatted(processor.id(), plan.id(), slot.id());
            if (slot.id() != index) {
                problems.add(Kind.SLOT_ID, slot, "%s: ids are consecutive from 0, expected %d", name, index);
            }
            if (index > 0) {
                checkOrder(name, plan.slots().get(index - 1), slot);
            }
            checkEnd(name, plan, slot);
            checkVcpu(name, processor, slot);
        }
    }

    private void checkOrder(String name, Slot previous, Slot slot) {
        if (slot.startUs() < previous.endUs()) {
            problems.add(
                    Kind.SLOT_ORDER,
                    slot,
                    "%s: %d..%d us begins before slot %d at %d..%d us ends%s",
                    name,
                    slot.startUs(),
                    slot.endUs(),
                    previous.id(),
                    previous.startUs(),
                    previous.endUs(),
                    problems.seeAlso(previous));
        }
    }

    private void checkEnd(String name, Plan plan, Slot slot) {
        if (slot.endUs() > plan.majorFrameUs() || slot.endUs() < slot.startUs()) {
            problems.add(
                    Kind.SLOT_END,
                    slot,
                    "%s: %d..%d us, major frame is %d us",
                    name,
                    slot.startUs(),
                    slot.endUs(),
                    plan.majorFrameUs());
        }
    }

    private void checkVcpu(String name, Processor processor, Slot slot) {
        int partitions = configuration.partitions().size();
        if (slot.partitionId() < 0 || slot.partitionId() >= partitions) {
            problems.add(
                    Kind.SLOT_PARTITION,
                    slot,
                    "%s: partition: expected 0 to %d, found %d",
                    name,
                    partitions - 1,
                    slot.partitionId());
            return;
        }
        int vcpus = configuration.partitions().get(slot.partitionId()).vcpuCount();
        if (slot.vcpuId() < 0 || slot.vcpuId() >= vcpus) {
            problems.add(
                    Kind.SLOT_VCPU,
                    slot,
                    "%s: vcpu of partition %d: expected 0 to %d, found %d",
                    name,
                    slot.partitionId(),
                    vcpus - 1,
                    slot.vcpuId());
            return;
        }
        checkOneProcessor(name, processor, slot);
    }

    private void checkOneProcessor(String name, Processor processor, Slot slot) {
        VcpuKey key = new VcpuKey(slot.partitionId(), slot.vcpuId());
        Place place = places.computeIfAbsent(key, unused -> new Place(processor, slot));
        if (place.processor().id() != processor.id()) {
            problems.add(
                    Kind.VCPU_PROCESSOR,
                    slot,
                    "%s: vcpu %d of partition %d already runs on processor %d%s",
                    name,
                    slot.vcpuId(),
                    slot.partitionId(),
                    place.processor().id(),
                    problems.seeAlso(place.slot()));
        }
    }
}
