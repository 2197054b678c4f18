package org.prtosvm.tools.vectors;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.tools.vectors.CaptureFile.Part;

/**
 * Where this processor rightly does something else than an older one. Each rule says which captures it is about and which
 * outcome is expected instead; any other outcome is a difference.
 *
 * <p>Two more facts hold for all captures of an 80286: its FLAGS bits 12 to 15 cannot be set in real mode and are not
 * compared, and a stack access beyond the segment's end raises #GP there and #SS here, so #SS is delivered through vector
 * 13.
 *
 * <p>Source: Intel SDM vol. 3A, chapter 22 "Architecture Compatibility".
 */
enum GenerationRule {
    LOCK(Part.I286, "LOCK with an instruction that does not modify memory: ignored there, #UD here") {
        @Override
        boolean covers(Capture capture, Instruction i, int vector) {
            return hasLock(capture.bytes()) && capture.exception() != Vector.INVALID_OPCODE;
        }

        @Override
        boolean allows(Stop stop, Instruction i) {
            return stop.faultBefore(Vector.INVALID_OPCODE);
        }
    },
    LENGTH(Part.I286, "an instruction of 11 to 15 bytes: #GP there, executed here") {
        @Override
        boolean covers(Capture capture, Instruction i, int vector) {
            return i.length() > LONGEST_80286 && capture.exception() == Vector.GENERAL_PROTECTION;
        }

        @Override
        boolean allows(Stop stop, Instruction i) {
            return stop.completed() || stop.unchanged();
        }
    },
    LATER_INSTRUCTION(null, "an encoding that a later processor defined (FS, GS, ...): #UD there, executed here") {
        @Override
        boolean covers(Capture capture, Instruction i, int vector) {
            return capture.exception() == Vector.INVALID_OPCODE
                    && i.opcode() != Opcode.UD
                    && vector != capture.exception();
        }

        @Override
        boolean allows(Stop stop, Instruction i) {
            return stop.completed() || stop.unchanged();
        }
    },
    REMOVED_INSTRUCTION(null, "an encoding that no later processor has (LOADALL): executed there, #UD here") {
        @Override
        boolean covers(Capture capture, Instruction i, int vector) {
            return i.opcode() == Opcode.UD && !hasLock(capture.bytes()) && capture.exception() != Vector.INVALID_OPCODE;
        }

        @Override
        boolean allows(Stop stop, Instruction i) {
            return stop.faultBefore(Vector.INVALID_OPCODE);
        }
    },
    SYSTEM_REGISTER(Part.I286, "SGDT, SIDT, SMSW, LMSW and INT1: the registers have other bits, F1 is a prefix there") {
        @Override
        boolean covers(Capture capture, Instruction i, int vector) {
            return SYSTEM_REGISTERS.contains(i.opcode());
        }

        @Override
        boolean allows(Stop stop, Instruction i) {
            return stop.completed() || stop.unchanged() || stop.fault() == Vector.DEBUG;
        }
    },
    FAULT_RESTARTS(Part.I286, "a string or stack instruction that faults: registers changed there, as before here") {
        @Override
        boolean covers(Capture capture, Instruction i, int vector) {
            return capture.exception() == Vector.GENERAL_PROTECTION && FAULT_CHANGES_REGISTERS.contains(i.opcode());
        }

        @Override
        boolean allows(Stop stop, Instruction i) {
            boolean segment = stop.fault() == Vector.GENERAL_PROTECTION || stop.fault() == Vector.STACK_FAULT;
            // Iterations before the one that faults are done, on both.
            return segment && (stop.unchanged() || i.repeat() != 0);
        }
    },
    TWO_WORD_OPERAND(
            Part.I286, "an operand of two words that reaches over the end of its segment: wraps there, faults here") {
        @Override
        boolean covers(Capture capture, Instruction i, int vector) {
            return capture.exception() == Capture.NONE && TWO_WORDS.contains(i.opcode());
        }

        @Override
        boolean allows(Stop stop, Instruction i) {
            return stop.faultBefore(Vector.GENERAL_PROTECTION) || stop.faultBefore(Vector.STACK_FAULT);
        }
    },
    COPROCESSOR(
            Part.I286,
            "an x87 operand that reaches over the end of its segment: no access without coprocessor there, faults here") {
        @Override
        boolean covers(Capture capture, Instruction i, int vector) {
            boolean none = capture.exception() == Capture.NONE || capture.exception() == COPROCESSOR_OVERRUN;
            return none && X87.contains(i.opcode());
        }

        @Override
        boolean allows(Stop stop, Instruction i) {
            return stop.faultBefore(Vector.GENERAL_PROTECTION) || stop.faultBefore(Vector.STACK_FAULT);
        }
    },
    USER_MOVE(Part.I386, "0F 10 to 13: UMOV there, SSE here") {
        @Override
        boolean covers(Capture capture, Instruction i, int vector) {
            return opcodeIn(capture.bytes(), 0x10, 0x13);
        }

        @Override
        boolean allows(Stop stop, Instruction i) {
            return stop.completed() || stop.unchanged();
        }
    };

    private static final int LONGEST_80286 = 10;
    private static final int LOCK_PREFIX = 0xF0;
    /** Vector of the 80286 for x87 operands beyond a segment's end. */
    private static final int COPROCESSOR_OVERRUN = 9;

    private static final Set<Opcode> SYSTEM_REGISTERS =
            Set.of(Opcode.SGDT, Opcode.SIDT, Opcode.SMSW, Opcode.LMSW, Opcode.INT1);
    private static final Set<Opcode> FAULT_CHANGES_REGISTERS = Set.of(
            Opcode.MOVS,
            Opcode.CMPS,
            Opcode.STOS,
            Opcode.LODS,
            Opcode.SCAS,
            Opcode.INS,
            Opcode.OUTS,
            Opcode.POP,
            Opcode.POPA,
            Opcode.POPF,
            Opcode.POP_SEGMENT,
            Opcode.PUSHA,
            Opcode.ENTER,
            Opcode.LEAVE,
            Opcode.CALL_FAR,
            Opcode.RET_FAR,
            Opcode.IRET);
    private static final Set<Opcode> TWO_WORDS =
            Set.of(Opcode.LOAD_FAR_POINTER, Opcode.CALL_FAR, Opcode.JMP_FAR, Opcode.BOUND);

    private static final Set<Opcode> X87 = Set.of(Opcode.X87, Opcode.X87_COMPARE, Opcode.X87_CMOV);

    private final @Nullable Part only;
    private final String description;

    GenerationRule(@Nullable Part only, String description) {
        this.only = only;
        this.description = description;
    }

    /**
     * How execution stopped here.
     *
     * @param fault vector of the exception, or {@link Capture#NONE} if the HLT behind the instruction was reached
     * @param unchanged true if all registers and bytes are still as before the instruction
     */
    record Stop(int fault, boolean unchanged) {
        boolean completed() {
            return fault == Capture.NONE;
        }

        boolean faultBefore(int vector) {
            return fault == vector && unchanged;
        }
    }

    /** Whether the rule is about a capture whose instruction raised {@code vector} here. */
    abstract boolean covers(Capture capture, Instruction i, int vector);

    /** Whether what happened here is what the rule expects. */
    abstract boolean allows(Stop stop, Instruction i);

    /**
     * The rule that explains a difference.
     *
     * @param part processor of the capture
     * @param capture the capture
     * @param i its instruction as decoded here
     * @param stop how it ended here
     * @return rule, or null if the difference is an error
     */
    static @Nullable GenerationRule explaining(Part part, Capture capture, Instruction i, Stop stop) {
        for (GenerationRule rule : values()) {
            if ((rule.only == null || rule.only == part)
                    && rule.covers(capture, i, stop.fault())
                    && rule.allows(stop, i)) {
                return rule;
            }
        }
        return null;
    }

    /** @return what differs, for people */
    String description() {
        return description;
    }

    private static boolean hasLock(byte[] bytes) {
        int at = behindPrefixes(bytes, false);
        return at < bytes.length && (bytes[at] & 0xFF) == LOCK_PREFIX;
    }

    /** Whether the opcode is one of two bytes whose second byte is in a range. */
    private static boolean opcodeIn(byte[] bytes, int first, int last) {
        int at = behindPrefixes(bytes, true);
        return at + 1 < bytes.length && bytes[at] == 0x0F && bytes[at + 1] >= first && bytes[at + 1] <= last;
    }

    private static int behindPrefixes(byte[] bytes, boolean alsoLock) {
        int at = 0;
        while (at < bytes.length) {
            int value = bytes[at] & 0xFF;
            boolean segment = (value & 0xE7) == 0x26;
            boolean later = value >= 0x64 && value <= 0x67;
            boolean repeat = (value & 0xFE) == 0xF2;
            if (!segment && !later && !repeat && !(alsoLock && value == LOCK_PREFIX)) {
                return at;
            }
            at++;
        }
        return at;
    }
}
