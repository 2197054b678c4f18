package org.prtosvm.tools.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.prtosvm.prtos.config.Plan;
import org.prtosvm.prtos.config.Slot;

/**
 * Who had the processor at which part of the major frame of a plan, over all frames of a run.
 */
final class PlanChart {
    /** Columns over one major frame. */
    static final int COLUMNS = 60;
    /** Share of a column from which on it counts as used throughout. */
    private static final double MOSTLY = 0.5;

    private final Plan plan;
    private final Map<Integer, double[]> usedUs = new TreeMap<>();
    private long frames;
    private long firstFrameUs = -1;

    PlanChart(Plan plan) {
        this.plan = plan;
        for (Slot slot : plan.slots()) {
            usedUs.computeIfAbsent(slot.partitionId(), id -> new double[COLUMNS]);
        }
    }

    Plan plan() {
        return plan;
    }

    long frames() {
        return frames;
    }

    long firstFrameUs() {
        return firstFrameUs;
    }

    /** A major frame begins. */
    void frame(long startUs) {
        if (frames++ == 0) {
            firstFrameUs = startUs;
        }
    }

    /**
     * A partition had the processor.
     *
     * @param partition its id
     * @param fromUs begin in microseconds from the start of the frame
     * @param toUs end, exclusive
     */
    void ran(int partition, double fromUs, double toUs) {
        double[] columns = usedUs.computeIfAbsent(partition, id -> new double[COLUMNS]);
        double width = columnUs();
        double from = Math.max(0, fromUs);
        double to = Math.min((double) plan.majorFrameUs(), toUs);
        for (int column = (int) (from / width); column < COLUMNS && column * width < to; column++) {
            columns[column] += Math.max(0, Math.min(to, (column + 1) * width) - Math.max(from, column * width));
        }
    }

    /** @return ids of the partitions that have a row */
    List<Integer> partitions() {
        return new ArrayList<>(usedUs.keySet());
    }

    /**
     * The row of a partition.
     *
     * @param partition its id
     * @param marks how to draw
     * @return one character for each column
     */
    String row(int partition, ChartMarks marks) {
        double[] columns = usedUs.getOrDefault(partition, new double[COLUMNS]);
        StringBuilder row = new StringBuilder();
        for (int column = 0; column < COLUMNS; column++) {
            double share = frames == 0 ? 0 : columns[column] / (columnUs() * frames);
            if (share >= MOSTLY) {
                row.append(marks.busy());
            } else if (share > 0) {
                row.append(marks.partly());
            } else {
                row.append(hasSlot(partition, column) ? marks.unused() : ' ');
            }
        }
        return row.toString();
    }

    private boolean hasSlot(int partition, int column) {
        double from = column * columnUs();
        double to = from + columnUs();
        return plan.slots().stream()
                .anyMatch(slot -> slot.partitionId() == partition && slot.startUs() < to && slot.endUs() > from);
    }

    private double columnUs() {
        return (double) plan.majorFrameUs() / COLUMNS;
    }
}
