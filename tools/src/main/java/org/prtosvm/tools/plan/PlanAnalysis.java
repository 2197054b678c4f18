package org.prtosvm.tools.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.prtosvm.prtos.config.Plan;
import org.prtosvm.prtos.config.Slot;

/** Utilisation, gaps and overlaps of one plan. The plan need not keep the rules of a configuration. */
final class PlanAnalysis {
    /**
     * A part of the major frame.
     *
     * @param fromUs start in microseconds
     * @param toUs end in microseconds, exclusive
     */
    record Span(long fromUs, long toUs) {
        long lengthUs() {
            return toUs - fromUs;
        }
    }

    /**
     * Two slots that want the processor at once.
     *
     * @param first slot that starts earlier
     * @param second the other slot
     * @param span when
     */
    record Overlap(Slot first, Slot second, Span span) {}

    private final Plan plan;
    private final List<Slot> slots;
    private final List<Span> used = new ArrayList<>();

    PlanAnalysis(Plan plan) {
        this.plan = plan;
        this.slots = plan.slots().stream()
                .filter(slot -> slot.endUs() > slot.startUs())
                .sorted(Comparator.comparingLong(Slot::startUs).thenComparingInt(Slot::id))
                .toList();
        for (Slot slot : slots) {
            Span last = used.isEmpty() ? null : used.getLast();
            if (last != null && slot.startUs() <= last.toUs()) {
                used.set(used.size() - 1, new Span(last.fromUs(), Math.max(last.toUs(), slot.endUs())));
            } else {
                used.add(new Span(slot.startUs(), slot.endUs()));
            }
        }
    }

    /** The end of the time axis: the major frame, or the end of a slot behind it. */
    long endUs() {
        return Math.max(plan.majorFrameUs(), used.isEmpty() ? 0 : used.getLast().toUs());
    }

    /** Parts of the major frame that no slot claims. */
    List<Span> gaps() {
        List<Span> gaps = new ArrayList<>();
        long at = 0;
        for (Span span : used) {
            addGap(gaps, at, Math.min(span.fromUs(), plan.majorFrameUs()));
            at = span.toUs();
        }
        addGap(gaps, at, plan.majorFrameUs());
        return gaps;
    }

    private static void addGap(List<Span> gaps, long fromUs, long toUs) {
        if (toUs > fromUs) {
            gaps.add(new Span(fromUs, toUs));
        }
    }

    /** Pairs of slots that overlap. */
    List<Overlap> overlaps() {
        List<Overlap> overlaps = new ArrayList<>();
        for (int index = 0; index < slots.size(); index++) {
            Slot first = slots.get(index);
            for (Slot second : slots.subList(index + 1, slots.size())) {
                if (second.startUs() < first.endUs()) {
                    long end = Math.min(first.endUs(), second.endUs());
                    overlaps.add(new Overlap(first, second, new Span(second.startUs(), end)));
                }
            }
        }
        return overlaps;
    }

    /** Slots that end behind the major frame. */
    List<Slot> overruns() {
        return slots.stream().filter(slot -> slot.endUs() > plan.majorFrameUs()).toList();
    }

    /** Share of the major frame in which some slot has the processor, 0 to 1. */
    double utilisation() {
        long total = used.stream()
                .mapToLong(span ->
                        Math.min(span.toUs(), plan.majorFrameUs()) - Math.min(span.fromUs(), plan.majorFrameUs()))
                .sum();
        return share(total);
    }

    /** Time that the slots of a partition have in one major frame, in microseconds. */
    long timeOfUs(int partition) {
        return slots.stream()
                .filter(slot -> slot.partitionId() == partition)
                .mapToLong(slot -> slot.endUs() - slot.startUs())
                .sum();
    }

    /** A time as a share of the major frame. */
    double share(long timeUs) {
        return plan.majorFrameUs() == 0 ? 0 : (double) timeUs / plan.majorFrameUs();
    }

    /** Ids of the partitions that have slots. */
    List<Integer> partitions() {
        return plan.slots().stream().map(Slot::partitionId).distinct().sorted().toList();
    }
}
