package org.prtosvm.cpu.segment;

import static org.prtosvm.cpu.segment.DescriptorTables.fault;

import org.prtosvm.cpu.fault.GuestFault;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.SegmentCache;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * Switches tasks: by JMP and CALL to a TSS or through a task gate, by an interrupt or exception through a task gate, and
 * by IRET with NT set. Never on a monitored processor.
 *
 * <p>What is wrong with the TSS itself is found before anything is changed. What is wrong with its contents (LDT, CS, SS,
 * data segments, EIP) is found when the new task is current already, and faults there, as on hardware; segment registers
 * that were not loaded then are unusable.
 *
 * <p>Source: Intel SDM vol. 3A, 7.3 "Task Switching", table 7-1 "Exception Conditions Checked During a Task Switch" and
 * 7.4 "Task Linking".
 */
final class TaskSwitch {
    /** How a task is left. */
    enum Cause {
        /** JMP: the old task is no longer busy. */
        JUMP,
        /** CALL, interrupt or exception: the new task is nested in the old one. */
        CALL,
        /** IRET with NT set: back to the task that is linked. */
        RETURN
    }

    /** Says that nothing is pushed for the handler. */
    static final int NO_ERROR_CODE = -1;

    /** L0..L3 and LE: local to a task. */
    private static final int DR7_LOCAL = 0x155;

    private TaskSwitch() {}

    /**
     * Reads the descriptor of the task to go to by JMP, CALL or a gate. Raises #GP(selector) if it is no available TSS in
     * the GDT, #NP(selector).
     *
     * @param cpu processor
     * @param selector TSS selector
     * @param external 1 for EXT in error codes, else 0
     * @return descriptor
     */
    static long available(CpuState cpu, int selector, int external) {
        long descriptor = global(cpu, selector, Vector.GENERAL_PROTECTION, external);
        int type = DescriptorDecoder.type(descriptor);
        boolean available = type == DescriptorDecoder.TSS16_AVAILABLE || type == DescriptorDecoder.TSS32_AVAILABLE;
        if (!DescriptorDecoder.system(descriptor) || !available) {
            throw fault(cpu, Vector.GENERAL_PROTECTION, selector, external);
        }
        checkPresent(cpu, selector, descriptor, external);
        return descriptor;
    }

    /**
     * IRET with NT set. Raises #TS(link) if the link does not lead to a busy task, #NP(link).
     *
     * @param cpu processor
     * @param returnEip EIP behind the instruction
     */
    static void back(CpuState cpu, int returnEip) {
        int link = cpu.memory.loadSupervisor16(cpu.tr.base);
        long descriptor = global(cpu, link, Vector.INVALID_TSS, 0);
        int type = DescriptorDecoder.type(descriptor);
        boolean busy = type == DescriptorDecoder.TSS16_BUSY || type == DescriptorDecoder.TSS32_BUSY;
        if (!DescriptorDecoder.system(descriptor) || !busy) {
            throw fault(cpu, Vector.INVALID_TSS, link);
        }
        checkPresent(cpu, link, descriptor, 0);
        perform(cpu, link, descriptor, Cause.RETURN, returnEip, cpu.eflags() & ~Eflags.NT, 0);
    }

    private static long global(CpuState cpu, int selector, int vector, int external) {
        if (DescriptorTables.isNull(selector) || (selector & DescriptorTables.LOCAL) != 0) {
            throw fault(cpu, vector, selector, external);
        }
        return DescriptorTables.read(cpu, selector, vector, external);
    }

    private static void checkPresent(CpuState cpu, int selector, long descriptor, int external) {
        if (!DescriptorDecoder.present(descriptor)) {
            throw fault(cpu, Vector.SEGMENT_NOT_PRESENT, selector, external);
        }
    }

    /**
     * Switches to a task.
     *
     * @param cpu processor
     * @param selector TSS selector, checked
     * @param descriptor TSS descriptor, checked
     * @param cause how the old task is left
     * @param returnEip EIP that the old task goes on with
     * @param savedFlags EFLAGS that it goes on with
     * @param external 1 for EXT in error codes, else 0
     */
    static void perform(
            CpuState cpu, int selector, long descriptor, Cause cause, int returnEip, int savedFlags, int external) {
        boolean wide = DescriptorDecoder.wide(descriptor);
        int base = DescriptorDecoder.base(descriptor);
        int limit = DescriptorDecoder.limit(descriptor);
        if (Integer.compareUnsigned(limit, TaskImage.smallestLimit(wide)) < 0) {
            throw fault(cpu, Vector.INVALID_TSS, selector, external);
        }
        checkPages(cpu, selector, base, wide, cause);
        TaskImage.save(cpu, returnEip, savedFlags);
        int old = cpu.tr.selector;
        if (cause != Cause.CALL) {
            DescriptorTables.markAvailable(cpu, old);
        }
        // Read after the old task was saved: an IRET may lead to the same task.
        TaskImage image = TaskImage.read(cpu, base, wide);
        int nested = 0;
        if (cause == Cause.CALL) {
            cpu.memory.storeSupervisor16(base, old);
            nested = Eflags.NT;
        }
        if (cause != Cause.RETURN) {
            DescriptorTables.markBusy(cpu, selector, descriptor);
        }
        DescriptorTables.fill(cpu.tr, selector, descriptor);
        cpu.tr.access |= DescriptorDecoder.BUSY;
        cpu.cr0 |= CpuState.CR0_TS;
        loadRegisters(cpu, image, nested);
        loadSegments(cpu, image, external);
        if (image.trap) {
            cpu.taskTrap = true;
        }
        cpu.updateMode();
    }

    /** All pages that the switch needs, before the first change. */
    private static void checkPages(CpuState cpu, int selector, int base, boolean wide, Cause cause) {
        TaskImage.checkSave(cpu);
        TaskImage.read(cpu, base, wide);
        if (cause == Cause.CALL) {
            cpu.memory.checkSupervisorWrite(base, 2);
        } else {
            DescriptorTables.checkMark(cpu, cpu.tr.selector);
        }
        if (cause != Cause.RETURN) {
            DescriptorTables.checkMark(cpu, selector);
        }
    }

    private static void loadRegisters(CpuState cpu, TaskImage image, int nested) {
        if (image.wide && (cpu.cr0 & CpuState.CR0_PG) != 0) {
            cpu.memory.loadDirectory(image.cr3);
        }
        cpu.eip = image.eip;
        System.arraycopy(image.general, 0, cpu.gpr, 0, image.general.length);
        cpu.setEflags(image.eflags | nested);
        cpu.dr[7] &= ~DR7_LOCAL;
        for (int i = 0; i < SegmentRegister.COUNT; i++) {
            cpu.segment[i].load(image.selectors[i], 0, 0, 0);
        }
        cpu.ldtr.load(image.ldt, 0, 0, 0);
    }

    private static void loadSegments(CpuState cpu, TaskImage image, int external) {
        boolean virtual = (image.eflags & Eflags.VM) != 0;
        cpu.cpl = virtual ? 3 : image.selectors[SegmentRegister.CS] & 3;
        try {
            loadLocalTable(cpu, image.ldt, external);
            if (virtual) {
                VirtualMode.loadAll(cpu, image.selectors);
            } else {
                loadDescriptors(cpu, image.selectors, external);
            }
        } catch (GuestFault fault) {
            cpu.updateMode();
            throw fault;
        }
    }

    private static void loadLocalTable(CpuState cpu, int selector, int external) {
        if (DescriptorTables.isNull(selector)) {
            return;
        }
        long descriptor = global(cpu, selector, Vector.INVALID_TSS, external);
        boolean table =
                DescriptorDecoder.system(descriptor) && DescriptorDecoder.type(descriptor) == DescriptorDecoder.LDT;
        if (!table || !DescriptorDecoder.present(descriptor)) {
            throw fault(cpu, Vector.INVALID_TSS, selector, external);
        }
        DescriptorTables.fill(cpu.ldtr, selector, descriptor);
    }

    private static void loadDescriptors(CpuState cpu, int[] selectors, int external) {
        int codeSelector = selectors[SegmentRegister.CS];
        long code = code(cpu, codeSelector, external);
        int stackSelector = selectors[SegmentRegister.SS];
        if (DescriptorTables.isNull(stackSelector)) {
            throw fault(cpu, Vector.INVALID_TSS, stackSelector, external);
        }
        long stack = SegmentLoader.stack(cpu, stackSelector, cpu.cpl, Vector.INVALID_TSS, external);
        if (!DescriptorDecoder.present(code)) {
            throw fault(cpu, Vector.SEGMENT_NOT_PRESENT, codeSelector, external);
        }
        fill(cpu, SegmentRegister.SS, stackSelector, stack);
        fill(cpu, SegmentRegister.CS, codeSelector, code);
        for (int i = 0; i < SegmentRegister.COUNT; i++) {
            boolean data = i != SegmentRegister.CS && i != SegmentRegister.SS;
            if (data && !DescriptorTables.isNull(selectors[i])) {
                fill(cpu, i, selectors[i], SegmentLoader.data(cpu, selectors[i], Vector.INVALID_TSS, external));
            }
        }
    }

    private static long code(CpuState cpu, int selector, int external) {
        if (DescriptorTables.isNull(selector)) {
            throw fault(cpu, Vector.INVALID_TSS, selector, external);
        }
        long descriptor = DescriptorTables.read(cpu, selector, Vector.INVALID_TSS, external);
        int dpl = DescriptorDecoder.dpl(descriptor);
        boolean level = DescriptorDecoder.conforming(descriptor) ? dpl <= cpu.cpl : dpl == cpu.cpl;
        if (!DescriptorDecoder.code(descriptor) || !level) {
            throw fault(cpu, Vector.INVALID_TSS, selector, external);
        }
        return descriptor;
    }

    private static void fill(CpuState cpu, int register, int selector, long descriptor) {
        SegmentCache cache = cpu.segment[register];
        DescriptorTables.fill(cache, selector, DescriptorTables.markAccessed(cpu, selector, descriptor));
    }

    /**
     * Ends a switch by JMP, CALL or IRET. Raises #GP(0) in the new task if its EIP is beyond its code segment.
     *
     * @param cpu processor, in the new task
     * @param external 1 for EXT in the error code, else 0
     */
    static void checkEip(CpuState cpu, int external) {
        if (Integer.compareUnsigned(cpu.eip, cpu.segment[SegmentRegister.CS].limit) > 0) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, external);
        }
    }
}
