package org.prtosvm.tools.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.prtosvm.prtos.config.Plan;
import org.prtosvm.prtos.config.Processor;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.prtos.host.EventSink;
import org.prtosvm.prtos.host.SystemEvent;

/**
 * Adds up the events of a run for {@link SystemReport}. Thread rule: confined to the thread that runs the machine until
 * that has stopped.
 */
public final class SystemObserver implements EventSink {
    /** Bit of the action argument of a health-monitor event: it was logged. */
    private static final long LOGGED = 1L << 31;

    private static final int MOST_EVENTS = 1000;
    private static final long NOBODY = -1;

    private final SystemConfiguration configuration;
    private final long cpuKhz;
    private final PartitionUse[] partitions;
    private final ProcessorView[] processors;
    private final List<HealthEvent> healthEvents = new ArrayList<>();
    private final List<PlanSwitch> planSwitches = new ArrayList<>();

    /** What is known of a processor while the machine runs. */
    private static final class ProcessorView {
        final Map<Integer, PlanChart> charts = new TreeMap<>();
        PlanChart chart;
        long frameStartUs;
        long running = NOBODY;
        long runningSince;

        ProcessorView(Processor processor) {
            for (Plan plan : processor.plans()) {
                charts.put(plan.id(), new PlanChart(plan));
            }
            chart = charts.values().iterator().next();
        }
    }

    /**
     * Creates an observer.
     *
     * @param configuration system that is observed
     * @param cpuKhz speed of the processors
     */
    public SystemObserver(SystemConfiguration configuration, long cpuKhz) {
        this.configuration = configuration;
        this.cpuKhz = cpuKhz;
        partitions = new PartitionUse[configuration.partitions().size()];
        Arrays.setAll(partitions, id -> new PartitionUse());
        processors = configuration.processors().stream().map(ProcessorView::new).toArray(ProcessorView[]::new);
    }

    @Override
    public void event(long time, int cpu, int event, long a, long b, long c) {
        ProcessorView processor = processors[cpu];
        switch (event) {
            case SystemEvent.FRAME -> frame(processor, time, (int) a, b);
            case SystemEvent.PLAN -> planSwitch(time, cpu, (int) b, (int) a);
            case SystemEvent.SLOT -> slot(processor, (int) b, a);
            case SystemEvent.SWITCH -> switchTo(processor, time, a);
            case SystemEvent.HYPERCALL -> use(a).hypercalls++;
            case SystemEvent.PORT_WRITE -> use(a).sent++;
            case SystemEvent.PORT_READ -> use(a).received++;
            case SystemEvent.HEALTH -> health(time, (int) a, (int) b, (int) (c & ~LOGGED));
            case SystemEvent.SYSTEM_STOP -> finish(time);
            default -> {
                // Nothing that the report tells.
            }
        }
    }

    /**
     * Ends what is still running.
     *
     * @param time end of the run in counts
     */
    public void finish(long time) {
        for (ProcessorView processor : processors) {
            switchTo(processor, Math.max(time, processor.runningSince), NOBODY);
        }
    }

    SystemConfiguration configuration() {
        return configuration;
    }

    PartitionUse partition(int id) {
        return partitions[id];
    }

    List<PlanChart> charts(int cpu) {
        return List.copyOf(processors[cpu].charts.values());
    }

    List<HealthEvent> healthEvents() {
        return healthEvents;
    }

    List<PlanSwitch> planSwitches() {
        return planSwitches;
    }

    long toUs(long counts) {
        return Math.round(exactUs(counts));
    }

    private double exactUs(long counts) {
        return counts * 1000.0 / cpuKhz;
    }

    private void frame(ProcessorView processor, long time, int plan, long startUs) {
        switchTo(processor, time, processor.running);
        processor.chart = processor.charts.getOrDefault(plan, processor.chart);
        processor.frameStartUs = startUs;
        processor.chart.frame(startUs);
    }

    /** The first plan follows none. */
    private void planSwitch(long time, int cpu, int from, int to) {
        if (from >= 0) {
            planSwitches.add(new PlanSwitch(toUs(time), cpu, from, to));
        }
    }

    private void slot(ProcessorView processor, int index, long vcpu) {
        if (vcpu >= 0) {
            var slots = processor.chart.plan().slots();
            if (index >= 0 && index < slots.size()) {
                use(vcpu).slotUs += slots.get(index).endUs() - slots.get(index).startUs();
            }
        }
    }

    private void switchTo(ProcessorView processor, long time, long vcpu) {
        if (processor.running >= 0) {
            use(processor.running).runCounts += time - processor.runningSince;
            processor.chart.ran(
                    partitionOf(processor.running),
                    exactUs(processor.runningSince) - processor.frameStartUs,
                    exactUs(time) - processor.frameStartUs);
        }
        processor.running = vcpu;
        processor.runningSince = time;
    }

    private void health(long time, int partition, int event, int action) {
        if (partition >= 0 && partition < partitions.length) {
            partitions[partition].healthEvents++;
        }
        // A partition that faults for ever must not fill the host's memory.
        if (healthEvents.size() < MOST_EVENTS) {
            healthEvents.add(new HealthEvent(toUs(time), partition, event, action));
        }
    }

    private PartitionUse use(long vcpu) {
        return partitions[partitionOf(vcpu)];
    }

    /** Events name a vCPU as {@code vcpu << 8 | partition}. */
    private static int partitionOf(long vcpu) {
        return (int) (vcpu & 0xFF);
    }
}
