// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Health-monitor events that have a name. Numbers 6 to 25 are 6 plus the x86 trap number; number 21 has a place in every table and no
 * name. Source: ABI 11-configuration, 3.6.
 */
public enum HmEvent {
    /** The hypervisor or a partition cannot go on. */
    FATAL_ERROR(0),
    /** Raised by the hypervisor about the system. */
    SYSTEM_ERROR(1),
    /** Raised by or about a partition. */
    PARTITION_ERROR(2),
    /** Never raised on x86. */
    FP_ERROR(3),
    /** Access outside the partition's memory. */
    MEM_PROTECTION(4),
    /** A trap that has no event of its own. */
    UNEXPECTED_TRAP(5),
    /** Trap 0. */
    X86_DIVIDE_ERROR(6),
    /** Trap 1. */
    X86_DEBUG(7),
    /** Trap 2. */
    X86_NMI_INTERRUPT(8),
    /** Trap 3. */
    X86_BREAKPOINT(9),
    /** Trap 4. */
    X86_OVERFLOW(10),
    /** Trap 5. */
    X86_BOUND_RANGE_EXCEEDED(11),
    /** Trap 6. */
    X86_INVALID_OPCODE(12),
    /** Trap 7. */
    X86_DEVICE_NOT_AVAILABLE(13),
    /** Trap 8. */
    X86_DOUBLE_FAULT(14),
    /** Trap 9. */
    X86_COPROCESSOR_SEGMENT_OVERRUN(15),
    /** Trap 10. */
    X86_INVALID_TSS(16),
    /** Trap 11. */
    X86_SEGMENT_NOT_PRESENT(17),
    /** Trap 12. */
    X86_STACK_FAULT(18),
    /** Trap 13. */
    X86_GENERAL_PROTECTION(19),
    /** Trap 14. */
    X86_PAGE_FAULT(20),
    /** Trap 16. */
    X86_X87_FPU_ERROR(22),
    /** Trap 17. */
    X86_ALIGNMENT_CHECK(23),
    /** Trap 18. */
    X86_MACHINE_CHECK(24),
    /** Trap 19. */
    X86_SIMD_FLOATING_POINT(25);

    /** Places of a health-monitor table. */
    public static final int COUNT = 26;
    /** Number of the event of x86 trap 0. */
    public static final int FIRST_X86_EVENT = 6;
    /** The place that belongs to no event (x86 trap 15). */
    public static final int UNUSED = 21;
    /** Prefix of the names of events in a system description. */
    public static final String NAME_PREFIX = "PRTOS_HM_EV_";

    private static final Map<Integer, HmEvent> BY_NUMBER =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(HmEvent::number, Function.identity()));

    private final int number;

    HmEvent(int number) {
        this.number = number;
    }

    /**
     * The event with a number.
     *
     * @param number 0 to {@link #COUNT} - 1, not {@link #UNUSED}
     * @return the event
     * @throws IllegalArgumentException if no event has this number
     */
    public static HmEvent of(int number) {
        HmEvent event = BY_NUMBER.get(number);
        if (event == null) {
            throw new IllegalArgumentException("no health-monitor event has the number " + number);
        }
        return event;
    }

    /**
     * The place of this event in a health-monitor table.
     *
     * @return 0 to {@link #COUNT} - 1
     */
    public int number() {
        return number;
    }

    /**
     * Whether this event is an x86 trap.
     *
     * @return true for the events from {@link #FIRST_X86_EVENT} on
     */
    public boolean isX86Trap() {
        return number >= FIRST_X86_EVENT;
    }

    /**
     * The name of this event in a system description.
     *
     * @return for instance {@code PRTOS_HM_EV_X86_PAGE_FAULT}
     */
    public String configurationName() {
        return NAME_PREFIX + name();
    }
}
