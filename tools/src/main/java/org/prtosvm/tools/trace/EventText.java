package org.prtosvm.tools.trace;

import java.util.Locale;
import org.prtosvm.abi.ExtendedInterrupt;
import org.prtosvm.abi.HmAction;
import org.prtosvm.abi.HmEvent;
import org.prtosvm.abi.HypercallNumber;
import org.prtosvm.prtos.host.RunEnd;
import org.prtosvm.prtos.host.SystemEvent;

/** Says in words what an event says in numbers. */
public final class EventText {
    private static final long LOGGED = 1L << 31;

    private final TraceInfo info;

    /**
     * Makes a speaker.
     *
     * @param info what the trace says about its system
     */
    public EventText(TraceInfo info) {
        this.info = info;
    }

    /**
     * A line for an event.
     *
     * @param event the event
     * @return time in microseconds, processor, partition, name and details
     */
    public String line(TraceEvent event) {
        return String.format(
                Locale.ROOT,
                "%14.3f cpu%d %-12s %-12s %s",
                info.us(event.time()),
                event.cpu(),
                event.partition() == TraceEvent.NO_PARTITION ? "-" : info.partition(event.partition()),
                SystemEvent.nameOf(event.event()),
                details(event));
    }

    /**
     * The arguments of an event.
     *
     * @param event the event
     * @return text, empty if there is nothing to say
     */
    public String details(TraceEvent event) {
        return switch (event.event()) {
            case SystemEvent.SYSTEM_START ->
                "%s, reset status 0x%x".formatted(event.a() == 0 ? "cold" : "warm", event.b());
            case SystemEvent.SYSTEM_STOP -> RunEnd.of((int) event.a()).name().toLowerCase(Locale.ROOT);
            case SystemEvent.FRAME -> "plan %d, nominal start %d us".formatted(event.a(), event.b());
            case SystemEvent.PLAN -> "plan %d behind %d".formatted(event.a(), event.b());
            case SystemEvent.PLAN_REQUEST -> "plan %d".formatted(event.a());
            case SystemEvent.SLOT -> "vCPU %d, slot %d of plan %d".formatted(event.vcpu(), event.b(), event.c());
            case SystemEvent.SWITCH -> event.a() < 0 ? "idle" : "vCPU " + event.vcpu();
            case SystemEvent.HYPERCALL ->
                "%s ebx 0x%x ecx 0x%x".formatted(call(event.b()), event.c() & 0xFFFF_FFFFL, event.c() >>> 32);
            case SystemEvent.HYPERCALL_RESULT -> "%s -> %d".formatted(call(event.b()), event.c());
            case SystemEvent.IRET -> "to 0x%08x eflags 0x%x".formatted(event.b(), event.c());
            case SystemEvent.TRAP ->
                "vector %d error 0x%x at 0x%08x".formatted(event.vector(), event.errorCode(), event.c());
            case SystemEvent.INJECTION -> "vector 0x%x handler 0x%08x".formatted(event.b(), event.c());
            case SystemEvent.INTERRUPT -> interrupt(event);
            case SystemEvent.TIMER ->
                "%s clock, due at %d us".formatted(event.b() == 0 ? "hardware" : "execution", event.c());
            case SystemEvent.HEALTH -> health(event);
            case SystemEvent.VCPU_RESET ->
                "vCPU %d, status 0x%x, entry 0x%08x".formatted(event.vcpu(), event.b(), (int) event.c());
            case SystemEvent.VCPU_FLAGS -> "vCPU %d, flags 0x%x".formatted(event.vcpu(), (int) event.b());
            case SystemEvent.LINE -> "line " + event.a();
            case SystemEvent.IPI -> "processor %d by %d".formatted(event.a(), event.b());
            case SystemEvent.PORT_OPEN -> "port %d %s".formatted(event.b(), event.c() == 1 ? "destination" : "source");
            case SystemEvent.PORT_WRITE, SystemEvent.PORT_READ -> "port %d, %d bytes".formatted(event.b(), event.c());
            case SystemEvent.CONSOLE -> "%d bytes, %d accepted".formatted(event.b(), event.c());
            default -> "%d %d %d".formatted(event.a(), event.b(), event.c());
        };
    }

    /**
     * The name of a hypercall.
     *
     * @param number its number, known or not
     * @return name
     */
    public static String call(long number) {
        return number >= 0 && number < HypercallNumber.COUNT
                ? HypercallNumber.nameOf((int) number)
                : "unknown(%d)".formatted((int) number);
    }

    private static String interrupt(TraceEvent event) {
        if (event.b() == 0) {
            return "hardware " + event.c();
        }
        return event.c() >= ExtendedInterrupt.FIRST_IPVI
                ? "ipvi " + (event.c() - ExtendedInterrupt.FIRST_IPVI)
                : "extended " + event.c();
    }

    /**
     * What a health-monitor event says.
     *
     * @param event an event of that kind
     * @return names of event and action
     */
    public static String health(TraceEvent event) {
        int number = (int) event.b();
        String name = number >= 0 && number < HmEvent.COUNT && number != HmEvent.UNUSED
                ? HmEvent.of(number).configurationName()
                : "unknown(%d)".formatted(number);
        return "%s: %s%s"
                .formatted(
                        name,
                        HmAction.of((int) (event.c() & ~LOGGED)).configurationName(),
                        (event.c() & LOGGED) != 0 ? ", logged" : "");
    }
}
