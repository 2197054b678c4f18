package org.prtosvm.cpu.semantics;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Opcode;

/** From opcode to implementation, for segments, far transfers, system instructions, x87 and SIMD. */
public final class SystemSemantics {
    private SystemSemantics() {}

    /**
     * Finds the implementation of an instruction of these groups.
     *
     * @param opcode what the instruction does
     * @return implementation, or null for other groups
     */
    public static @Nullable Semantics lookup(Opcode opcode) {
        return switch (opcode) {
            case JMP_FAR -> FarTransferOps::jump;
            case CALL_FAR -> FarTransferOps::call;
            case RET_FAR -> FarTransferOps::ret;
            case IRET -> FarTransferOps::interruptReturn;
            case INT -> FarTransferOps::interrupt;
            case INT1 -> FarTransferOps::debugTrap;
            case INT3 -> FarTransferOps::breakpoint;
            case INTO -> FarTransferOps::interruptOnOverflow;
            case BOUND -> FarTransferOps::bound;
            case UD -> FarTransferOps::undefined;
            case SYSENTER -> SystemCalls::enter;
            case SYSEXIT -> SystemCalls::exit;
            case MOV_TO_SEGMENT -> SegmentOps::moveTo;
            case MOV_FROM_SEGMENT -> SegmentOps::moveFrom;
            case PUSH_SEGMENT -> SegmentOps::push;
            case POP_SEGMENT -> SegmentOps::pop;
            case LOAD_FAR_POINTER -> SegmentOps::loadFarPointer;
            case LAR -> DescriptorOps::accessRights;
            case LSL -> DescriptorOps::limit;
            case VERR -> DescriptorOps::verifyRead;
            case VERW -> DescriptorOps::verifyWrite;
            case ARPL -> DescriptorOps::adjustRpl;
            case SGDT -> DescriptorOps::storeGlobalTable;
            case SIDT -> DescriptorOps::storeInterruptTable;
            case SLDT -> DescriptorOps::storeLocalTable;
            case STR -> DescriptorOps::storeTask;
            case LGDT -> DescriptorOps::loadGlobalTable;
            case LIDT -> DescriptorOps::loadInterruptTable;
            case LLDT -> DescriptorOps::loadLocalTable;
            case LTR -> DescriptorOps::loadTask;
            case SMSW -> ControlRegisterOps::storeMachineStatus;
            case LMSW -> ControlRegisterOps::loadMachineStatus;
            case MOV_FROM_CONTROL -> ControlRegisterOps::moveFromControl;
            case MOV_TO_CONTROL -> ControlRegisterOps::moveToControl;
            case MOV_FROM_DEBUG -> ControlRegisterOps::moveFromDebug;
            case MOV_TO_DEBUG -> ControlRegisterOps::moveToDebug;
            case CLTS -> ControlRegisterOps::clearTaskSwitched;
            case INVD, WBINVD, INVLPG -> SystemOps::privilegedNothing;
            case RDMSR -> SystemOps::readModelSpecific;
            case WRMSR -> SystemOps::writeModelSpecific;
            case RDTSC -> SystemOps::readTime;
            case RDPMC -> SystemOps::readCounter;
            case CPUID -> SystemOps::identify;
            case HLT -> SystemOps::halt;
            case CLI -> SystemOps::clearInterrupts;
            case STI -> SystemOps::setInterrupts;
            case IN -> PortOps::in;
            case OUT -> PortOps::out;
            case INS -> PortOps::ins;
            case OUTS -> PortOps::outs;
            case X87, X87_COMPARE, X87_CMOV -> X87Ops::execute;
            case WAIT -> X87Ops::await;
            default -> SimdSemantics.lookup(opcode);
        };
    }
}
