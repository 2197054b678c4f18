package org.prtosvm.tools.live;

import java.util.Arrays;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.host.EventSink;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.tools.trace.EventText;
import org.prtosvm.tools.trace.TraceEvent;
import org.prtosvm.tools.trace.TraceInfo;

/**
 * Passes the events of a machine on to the flight recorder of the JVM: how long each vCPU had a processor, as durations of the host, and
 * slots, calls, traps, injections and health-monitor events, all with their virtual time.
 *
 * <p>Thread rule: confined to the thread that runs the machine.
 */
public final class FlightEvents implements EventSink, AutoCloseable {
    private static final long NOBODY = -1;

    private final TraceInfo info;
    private final EventText text;
    private final Stretch[] running;
    private long lastTime;

    /** A vCPU has a processor; begin and end are those of the host. */
    @Name("org.prtosvm.Run")
    @Label("Partition runs")
    @Category("PRTOS-VM")
    @Description("A vCPU has a processor")
    @StackTrace(false)
    static final class Stretch extends Event {
        @Label("Partition")
        int partition;

        @Label("Name")
        String name = "";

        @Label("vCPU")
        int vcpu;

        @Label("Processor")
        int processor;

        @Label("Virtual time at begin, us")
        double beginUs;

        @Label("Virtual time at end, us")
        double endUs;
    }

    /** Something has happened. */
    @Name("org.prtosvm.Machine")
    @Label("Machine event")
    @Category("PRTOS-VM")
    @Description("Slot, hypercall, trap, injection or health-monitor event")
    @StackTrace(false)
    static final class Happening extends Event {
        @Label("Kind")
        String kind = "";

        @Label("Partition")
        int partition;

        @Label("Details")
        String details = "";

        @Label("Processor")
        int processor;

        @Label("Virtual time, us")
        double timeUs;
    }

    /**
     * Creates a sink.
     *
     * @param info what there is to say about the system
     */
    public FlightEvents(TraceInfo info) {
        this.info = info;
        text = new EventText(info);
        running = new Stretch[info.processors()];
        Arrays.setAll(running, cpu -> new Stretch());
    }

    @Override
    public void event(long time, int cpu, int event, long a, long b, long c) {
        lastTime = time;
        switch (event) {
            case SystemEvent.SWITCH -> switchTo(time, cpu, a);
            case SystemEvent.SLOT,
                    SystemEvent.HYPERCALL,
                    SystemEvent.TRAP,
                    SystemEvent.INJECTION,
                    SystemEvent.HEALTH,
                    SystemEvent.SYSTEM_START,
                    SystemEvent.SYSTEM_STOP -> happened(new TraceEvent(time, cpu, event, a, b, c));
            default -> {
                // Too small to be recorded here; the trace has it.
            }
        }
    }

    private void switchTo(long time, int cpu, long vcpu) {
        Stretch ending = running[cpu];
        if (!ending.name.isEmpty()) {
            ending.end();
            ending.endUs = info.us(time);
            ending.commit();
        }
        Stretch next = new Stretch();
        running[cpu] = next;
        if (vcpu >= 0) {
            next.partition = (int) (vcpu & 0xFF);
            next.name = info.partition(next.partition);
            next.vcpu = (int) (vcpu >>> 8);
            next.processor = cpu;
            next.beginUs = info.us(time);
            next.begin();
        }
    }

    /** Ends what is still running. */
    @Override
    public void close() {
        for (int cpu = 0; cpu < running.length; cpu++) {
            switchTo(lastTime, cpu, NOBODY);
        }
    }

    private void happened(TraceEvent event) {
        Happening happening = new Happening();
        if (happening.isEnabled()) {
            happening.kind = SystemEvent.nameOf(event.event());
            int partition = event.partition();
            happening.partition =
                    partition == TraceEvent.NO_PARTITION ? PrtosConstants.HYPERVISOR_PARTITION_ID : partition;
            happening.details = text.details(event);
            happening.processor = event.cpu();
            happening.timeUs = info.us(event.time());
            happening.commit();
        }
    }
}
