package org.prtosvm.cpu.segment;

import org.prtosvm.cpu.fault.GuestFault;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;

/**
 * Takes interrupts and exceptions through the IDT of the guest.
 *
 * <p>On a monitored processor only software interrupts come here. Their gate is checked as hardware does; if it leads to
 * ring 0 the engine is left with {@link org.prtosvm.cpu.state.Exit#FAULT}, otherwise the guest's own handler is entered,
 * and IF stays set, because ring 0 is the only one that could set it again. Task gates raise #GP with the vector there.
 *
 * <p>RF in the saved EFLAGS: set for faults other than that of an instruction breakpoint, and for anything that arrives
 * between two iterations of a string instruction; otherwise as it is (Intel SDM vol. 3B, 18.3.1.1).
 *
 * <p>Source: Intel SDM vol. 3A, 6.11 "IDT Descriptors", 6.12 "Exception and Interrupt Handling", 6.13 "Error Code" and
 * 6.15, Interrupt 8.
 */
public final class InterruptDelivery {
    private static final int DR7_GENERAL_DETECT = 1 << 13;
    private static final int CONTRIBUTORY = 1 << Vector.DIVIDE_ERROR
            | 1 << Vector.INVALID_TSS
            | 1 << Vector.SEGMENT_NOT_PRESENT
            | 1 << Vector.STACK_FAULT
            | 1 << Vector.GENERAL_PROTECTION;

    private InterruptDelivery() {}

    /**
     * INT n, INT3 and INTO. Raises #GP(8n+2), #NP(8n+2) for the gate and the faults of the transfer.
     *
     * @param cpu processor; EIP, CS, EFLAGS, stack and the mode are changed, or {@link CpuState#exit} is set
     * @param vector 0..255
     * @param returnEip EIP behind the instruction
     */
    public static void software(CpuState cpu, int vector, int returnEip) {
        new GateEntry(vector, returnEip, TaskSwitch.NO_ERROR_CODE, false, 0, 0).deliver(cpu);
    }

    /**
     * INT1: as {@link #software}, but the privilege level of the gate is not asked.
     *
     * @param cpu processor
     * @param returnEip EIP behind the instruction
     */
    public static void debugTrap(CpuState cpu, int returnEip) {
        new GateEntry(Vector.DEBUG, returnEip, TaskSwitch.NO_ERROR_CODE, true, 1, 0).deliver(cpu);
        cpu.dr[7] &= ~DR7_GENERAL_DETECT;
    }

    /**
     * An external interrupt before the instruction at EIP. Only for processors that are not monitored.
     *
     * @param cpu processor
     * @param vector 0..255
     * @return false if the processor shut down (triple fault)
     */
    public static boolean external(CpuState cpu, int vector) {
        return deliverAndEscalate(cpu, vector, TaskSwitch.NO_ERROR_CODE, false);
    }

    /**
     * Delivers the exception recorded in the state ({@code faultVector}, {@code faultErrorCode}) with the current EIP.
     * Faults during the delivery become new exceptions or #DF. Only for processors that are not monitored.
     *
     * @param cpu processor
     * @return false if the processor shut down (triple fault)
     */
    public static boolean exception(CpuState cpu) {
        int vector = cpu.faultVector;
        return deliverAndEscalate(cpu, vector, errorCode(cpu, vector), cpu.faultResumes);
    }

    private static int errorCode(CpuState cpu, int vector) {
        return Vector.hasErrorCode(vector) ? cpu.faultErrorCode : TaskSwitch.NO_ERROR_CODE;
    }

    private static boolean deliverAndEscalate(CpuState cpu, int firstVector, int firstErrorCode, boolean fault) {
        int vector = firstVector;
        int errorCode = firstErrorCode;
        boolean resumes = fault || cpu.repeatInterrupted;
        while (true) {
            try {
                new GateEntry(vector, cpu.eip, errorCode, true, 1, resumes ? Eflags.RF : 0).deliver(cpu);
                finish(cpu, vector);
                return true;
            } catch (GuestFault e) {
                int next = cpu.faultVector;
                if (vector == Vector.DOUBLE_FAULT) {
                    return false;
                }
                boolean both = contributory(vector) && contributory(next)
                        || vector == Vector.PAGE_FAULT && (contributory(next) || next == Vector.PAGE_FAULT);
                vector = both ? Vector.DOUBLE_FAULT : next;
                errorCode = both ? 0 : errorCode(cpu, next);
                // #DF is an abort: nothing is said about resuming.
                resumes = !both;
            }
        }
    }

    private static void finish(CpuState cpu, int vector) {
        cpu.repeatInterrupted = false;
        cpu.breakpointHits = 0;
        cpu.interruptShadow = false;
        if (vector == Vector.DEBUG && (cpu.dr[7] & DR7_GENERAL_DETECT) != 0) {
            cpu.dr[7] &= ~DR7_GENERAL_DETECT;
            cpu.updateMode();
        }
    }

    private static boolean contributory(int vector) {
        return vector < 32 && (CONTRIBUTORY >>> vector & 1) != 0;
    }
}
