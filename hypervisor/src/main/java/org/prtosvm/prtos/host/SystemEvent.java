// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.host;

import java.util.List;

/**
 * Numbers of the events that an {@link EventSink} receives. "vCPU" stands for {@code vcpu << 8 | partition}, or -1 for none. The numbers
 * are part of the hash of a run.
 */
public final class SystemEvent {
    /** The hypervisor starts: mode (0 cold, 1 warm), reset status. */
    public static final int SYSTEM_START = 1;
    /** The hypervisor stops: reason. */
    public static final int SYSTEM_STOP = 2;
    /** A processor begins a major frame: plan, start in microseconds. */
    public static final int FRAME = 3;
    /** A processor changes to a plan: plan, previous plan. */
    public static final int PLAN = 4;
    /** A plan is requested: plan, vCPU. */
    public static final int PLAN_REQUEST = 5;
    /** A slot starts for a vCPU: vCPU, slot index, plan. */
    public static final int SLOT = 6;
    /** A processor runs another vCPU: vCPU (-1 idle). */
    public static final int SWITCH = 7;
    /** A hypercall begins: vCPU, number, EBX and ECX (EBX in the low half). */
    public static final int HYPERCALL = 8;
    /** A hypercall ends: vCPU, number, result. */
    public static final int HYPERCALL_RESULT = 9;
    /** The virtual IRET: vCPU, EIP, virtual EFLAGS. */
    public static final int IRET = 10;
    /** A trap of guest code: vCPU, vector and error code (vector in the low half), EIP. */
    public static final int TRAP = 11;
    /** A virtual interrupt or trap is injected: vCPU, vector, EIP of the handler. */
    public static final int INJECTION = 12;
    /** A virtual interrupt becomes pending: vCPU, 0 hardware or 1 extended, number. */
    public static final int INTERRUPT = 13;
    /** A timer expires: vCPU, clock, nominal time in microseconds. */
    public static final int TIMER = 14;
    /** A health-monitor event: partition, event, action (bit 31: logged). */
    public static final int HEALTH = 15;
    /** A vCPU is reset: vCPU, reset status, entry. */
    public static final int VCPU_RESET = 16;
    /** The flags of a vCPU change: vCPU, new flags. */
    public static final int VCPU_FLAGS = 17;
    /** A hardware interrupt line is raised: line, owner. */
    public static final int LINE = 18;
    /** A processor is interrupted by another one: target, sender. */
    public static final int IPI = 19;
    /** A port is opened: vCPU, port, direction. */
    public static final int PORT_OPEN = 20;
    /** A message is written or sent: vCPU, port, length. */
    public static final int PORT_WRITE = 21;
    /** A message is read or received: vCPU, port, length. */
    public static final int PORT_READ = 22;
    /** A partition writes to its console: vCPU, length, accepted bytes. */
    public static final int CONSOLE = 23;

    private static final List<String> NAMES = List.of(
            "none",
            "start",
            "stop",
            "frame",
            "plan",
            "plan-request",
            "slot",
            "switch",
            "hypercall",
            "result",
            "iret",
            "trap",
            "inject",
            "interrupt",
            "timer",
            "health",
            "vcpu-reset",
            "vcpu-flags",
            "line",
            "ipi",
            "port-open",
            "port-write",
            "port-read",
            "console");

    /** Number of events, and of the number 0 that none has. */
    public static final int COUNT = NAMES.size();

    private SystemEvent() {}

    /**
     * The names of all events.
     *
     * @return from the event 1 on
     */
    public static List<String> names() {
        return NAMES.subList(1, COUNT);
    }

    /**
     * The event with a name.
     *
     * @param name short lower-case name
     * @return a constant of this class, or -1 if no event has the name
     */
    public static int numberOf(String name) {
        int number = NAMES.indexOf(name);
        return number == 0 ? -1 : number;
    }

    /**
     * The name of an event for people.
     *
     * @param event a constant of this class
     * @return short lower-case name
     */
    public static String nameOf(int event) {
        return NAMES.get(event);
    }
}
