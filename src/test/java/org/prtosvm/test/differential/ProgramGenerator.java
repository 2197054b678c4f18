package org.prtosvm.test.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Random programs of i686 instructions, the same for the same seed.
 *
 * <p>Shape: functions made of straight pieces, forward branches, counted loops, calls of functions generated before (so
 * nothing recurses), string instructions and stores into code; a main loop that calls them for ever. Most memory
 * operands are relative to EBP, which points into the middle of a data area; some use whatever a register holds and may
 * fault, which is part of the test.
 */
final class ProgramGenerator {
    /** Address of the first instruction. */
    static final int CODE = 0x0010_0000;
    /** Address of the data area. */
    static final int DATA = 0x0020_0000;
    /** Bytes of the data area. */
    static final int DATA_LENGTH = 0x4000;
    /** Value that EBP has in functions. */
    static final int DATA_MIDDLE = DATA + DATA_LENGTH / 2;
    /** Highest address of the stack, exclusive. */
    static final int STACK_TOP = 0x0031_0000;
    /** Bytes of the stack area. */
    static final int STACK_LENGTH = 0x1_0000;

    private static final int EAX = 0;
    private static final int ECX = 1;
    private static final int ESP = 4;
    private static final int EBP = 5;
    private static final int ESI = 6;
    private static final int EDI = 7;
    private static final int OPERAND_SIZE = 0x66;

    private final RandomGenerator random;
    private final CodeBuilder code = new CodeBuilder(CODE);
    private final List<Integer> functions = new ArrayList<>();
    private final List<Integer> patchPlaces = new ArrayList<>();
    private final boolean selfModifying;
    private int depth;

    /** A program, to be written to {@link #CODE}. */
    static final class Program {
        private final byte[] bytes;
        private final int entry;
        private final CodeBuilder code;

        private Program(byte[] bytes, int entry, CodeBuilder code) {
            this.bytes = bytes;
            this.entry = entry;
            this.code = code;
        }

        /** Its bytes, not copied. */
        byte[] bytes() {
            return bytes;
        }

        /** Address of its first instruction. */
        int entry() {
            return entry;
        }

        /** Where its instructions start. */
        CodeBuilder code() {
            return code;
        }
    }

    private ProgramGenerator(RandomGenerator random) {
        this.random = random;
        // In few programs, because each such store costs a translation.
        selfModifying = random.nextInt(6) == 0;
    }

    /**
     * Makes a program.
     *
     * @param random source of all decisions
     * @return the program
     */
    static Program generate(RandomGenerator random) {
        return new ProgramGenerator(random).program();
    }

    private Program program() {
        int count = 2 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            function();
        }
        int entry = code.here();
        int loop = code.newLabel();
        code.bind(loop);
        setRegister(ESP, STACK_TOP - 0x100);
        setRegister(EBP, DATA_MIDDLE);
        for (int function : functions) {
            call(function);
        }
        code.instruction(0xE9);
        code.putRelative(loop);
        return new Program(code.finish(), entry, code);
    }

    private void function() {
        int label = code.newLabel();
        code.bind(label);
        piece(4 + random.nextInt(30));
        code.instruction(0xC3);
        functions.add(label);
    }

    private void piece(int length) {
        depth++;
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(depth > 3 ? 22 : 28)) {
                case 0, 1, 2, 3, 4 -> arithmetic();
                case 5, 6, 7 -> move();
                case 8, 9 -> shift();
                case 10 -> group3();
                case 11 -> bits();
                case 12 -> conditional();
                case 13 -> exchange();
                case 14 -> oneByte();
                case 15 -> stackPair();
                case 16 -> incrementDecrement();
                case 17 -> lea();
                case 18 -> multiply();
                case 19 -> wildAccess();
                case 20 -> simd();
                case 21 -> x87();
                case 22 -> string();
                case 23, 24 -> branchOver();
                case 25 -> countedLoop();
                case 26 -> callSomething();
                default -> patch();
            }
        }
        depth--;
    }

    private void arithmetic() {
        int operation = random.nextInt(8) << 3;
        switch (random.nextInt(4)) {
            case 0 -> { // r/m, r and r, r/m
                boolean wide = random.nextBoolean();
                begin(wide);
                boolean toMemory = random.nextBoolean();
                code.put(operation | (toMemory ? 0 : 2) | (wide ? 1 : 0));
                operand(register(wide), wide || !toMemory);
            }
            case 1 -> { // r/m, imm8
                begin(true);
                code.put(0x83);
                operand(operation >> 3, true);
                code.put(random.nextInt());
            }
            case 2 -> { // r/m, imm
                boolean narrow = random.nextInt(4) == 0;
                boolean half = !narrow && random.nextInt(4) == 0;
                code.begin();
                if (half) {
                    code.put(OPERAND_SIZE);
                }
                code.put(narrow ? 0x80 : 0x81);
                operand(operation >> 3, true);
                immediate(narrow ? 1 : half ? 2 : 4);
            }
            default -> { // accumulator, imm
                code.begin();
                code.put(operation | 5);
                immediate(4);
            }
        }
    }

    private void move() {
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                boolean wide = random.nextInt(3) != 0;
                begin(wide);
                code.put((random.nextBoolean() ? 0x88 : 0x8A) | (wide ? 1 : 0));
                operand(register(wide), true);
            }
            case 2 -> {
                code.begin();
                code.put(0xB8 | register(true));
                patchPlaces.add(code.here());
                immediate(4);
            }
            case 3 -> { // MOVZX, MOVSX
                begin(true);
                code.put(0x0F, 0xB6 | random.nextInt(2) | random.nextInt(2) << 3);
                operand(register(true), true);
            }
            case 4 -> {
                code.begin();
                code.put(0xC6);
                operand(0, true);
                immediate(1);
            }
            default -> {
                code.begin();
                code.put(0xC7);
                operand(0, true);
                immediate(4);
            }
        }
    }

    private void shift() {
        switch (random.nextInt(5)) {
            case 0 -> {
                begin(true);
                code.put(0xC0 | random.nextInt(2));
                operand(random.nextInt(8), true);
                code.put(random.nextInt(40));
            }
            case 1 -> {
                begin(true);
                code.put(0xD0 | random.nextInt(2));
                operand(random.nextInt(8), true);
            }
            case 2 -> {
                begin(true);
                code.put(0xD2 | random.nextInt(2));
                operand(random.nextInt(8), true);
            }
            case 3 -> { // SHLD, SHRD with a constant
                begin(random.nextInt(4) != 0);
                code.put(0x0F, 0xA4 | random.nextInt(2) << 3);
                operand(register(true), true);
                code.put(random.nextInt(40));
            }
            default -> {
                begin(true);
                code.put(0x0F, 0xA5 | random.nextInt(2) << 3);
                operand(register(true), true);
            }
        }
    }

    /** TEST, NOT, NEG, MUL, IMUL; DIV and IDIV, which may fault. */
    private void group3() {
        boolean wide = random.nextInt(3) != 0;
        begin(wide);
        code.put(0xF6 | (wide ? 1 : 0));
        int operation = 2 + random.nextInt(6);
        operand(operation, true);
    }

    private void bits() {
        switch (random.nextInt(4)) {
            case 0 -> { // BT, BTS, BTR, BTC with a constant
                begin(true);
                code.put(0x0F, 0xBA);
                operand(4 + random.nextInt(4), true);
                code.put(random.nextInt());
            }
            case 1 -> { // the same with a register and a register
                begin(true);
                code.put(0x0F, 0xA3 | random.nextInt(4) << 3, 0xC0 | register(true) << 3 | register(true));
            }
            case 2 -> { // BSF, BSR
                begin(true);
                code.put(0x0F, 0xBC | random.nextInt(2));
                operand(register(true), true);
            }
            default -> code.instruction(0x0F, 0xC8 | register(true)); // BSWAP
        }
    }

    private void conditional() {
        begin(true);
        if (random.nextBoolean()) {
            code.put(0x0F, 0x90 | random.nextInt(16));
            operand(0, true);
        } else {
            code.put(0x0F, 0x40 | random.nextInt(16));
            operand(register(true), true);
        }
    }

    private void exchange() {
        boolean wide = random.nextInt(3) != 0;
        switch (random.nextInt(5)) {
            case 0 -> {
                begin(wide);
                code.put(0x86 | (wide ? 1 : 0));
                operand(register(wide), true);
            }
            case 1 -> { // XADD
                begin(wide);
                code.put(0x0F, 0xC0 | (wide ? 1 : 0));
                operand(register(wide), true);
            }
            case 2 -> { // CMPXCHG
                begin(wide);
                code.put(0x0F, 0xB0 | (wide ? 1 : 0));
                operand(register(wide), true);
            }
            case 3 -> { // LOCK CMPXCHG8B
                code.begin();
                code.put(0xF0, 0x0F, 0xC7);
                memoryOperand(1);
            }
            default -> {
                code.begin();
                code.put(0x90 | register(true));
            }
        }
    }

    private void oneByte() {
        int[] choices = {0x98, 0x99, 0x9E, 0x9F, 0xF5, 0xF8, 0xF9, 0x27, 0x2F, 0x37, 0x3F, 0xD6, 0x90};
        int choice = choices[random.nextInt(choices.length)];
        switch (choice) {
            case 0x98, 0x99 -> {
                begin(true);
                code.put(choice);
            }
            case 0xD6 -> code.instruction(0xD4 | random.nextInt(2), 1 + random.nextInt(255)); // AAM, AAD
            default -> code.instruction(choice);
        }
    }

    private void stackPair() {
        switch (random.nextInt(6)) {
            case 0 -> {
                code.instruction(0x9C);
                piece(random.nextInt(3));
                code.instruction(0x9D);
            }
            case 1 -> {
                code.instruction(0x60);
                piece(random.nextInt(4));
                code.instruction(0x61);
            }
            case 2 -> { // ENTER, LEAVE
                code.instruction(0xC8, random.nextInt(64) & ~3, 0, random.nextInt(3));
                setRegister(random.nextInt(4), random.nextInt());
                code.instruction(0xC9);
            }
            case 3 -> {
                code.begin();
                code.put(0xFF);
                memoryOperand(6);
                code.begin();
                code.put(0x8F);
                memoryOperand(0);
            }
            case 4 -> {
                code.begin();
                code.put(0x68);
                immediate(4);
                code.instruction(0x58 | register(true));
            }
            default -> {
                code.instruction(0x50 | random.nextInt(8));
                piece(random.nextInt(3));
                code.instruction(0x58 | register(true));
            }
        }
    }

    private void incrementDecrement() {
        switch (random.nextInt(3)) {
            case 0 -> {
                begin(true);
                code.put(0x40 | random.nextInt(2) << 3 | register(true));
            }
            case 1 -> {
                begin(true);
                code.put(0xFF);
                operand(random.nextInt(2), true);
            }
            default -> {
                code.begin();
                code.put(0xFE);
                operand(random.nextInt(2), true);
            }
        }
    }

    private void lea() {
        begin(true);
        code.put(0x8D);
        memoryOperand(register(true));
    }

    private void multiply() {
        switch (random.nextInt(3)) {
            case 0 -> {
                begin(true);
                code.put(0x0F, 0xAF);
                operand(register(true), true);
            }
            case 1 -> {
                begin(true);
                code.put(0x6B);
                operand(register(true), true);
                immediate(1);
            }
            default -> {
                code.begin();
                code.put(0x69);
                operand(register(true), true);
                immediate(4);
            }
        }
    }

    /** Through a register that holds anything; now and then with a segment prefix. */
    private void wildAccess() {
        if (random.nextInt(3) != 0) {
            arithmetic();
            return;
        }
        code.begin();
        if (random.nextInt(3) == 0) {
            int[] prefixes = {0x26, 0x2E, 0x36, 0x3E, 0x64, 0x65};
            code.put(prefixes[random.nextInt(prefixes.length)]);
        }
        code.put(random.nextBoolean() ? 0x8B : 0x89);
        int base = register(true);
        code.put(0x40 | register(true) << 3 | base, random.nextInt());
    }

    /** MMX, SSE and SSE2 with any prefix, defined or not. */
    private void simd() {
        if (random.nextInt(12) == 0) {
            loadMxcsr();
            return;
        }
        int[] prefixes = {0, 0x66, 0xF3, 0xF2};
        int prefix = prefixes[random.nextInt(4)];
        int[] floats = {
            0x10, 0x28, 0x51, 0x54, 0x57, 0x58, 0x59, 0x5A, 0x5B, 0x5C, 0x5D, 0x5E, 0x5F, 0x2A, 0x2C, 0x2D, 0x2E, 0x2F
        };
        int opcode = switch (random.nextInt(4)) {
            case 0 -> 0x10 + random.nextInt(8);
            case 1 -> 0x60 + random.nextInt(16);
            case 2 -> 0xD0 + random.nextInt(48);
            default -> floats[random.nextInt(floats.length)];
        };
        if (random.nextInt(8) == 0) {
            int[] withConstant = {0x70, 0xC2, 0xC4, 0xC5, 0xC6};
            opcode = withConstant[random.nextInt(withConstant.length)];
        }
        code.begin();
        if (prefix != 0) {
            code.put(prefix);
        }
        code.put(0x0F, opcode);
        operand(register(true), true);
        if (opcode == 0x70 || opcode >= 0xC2 && opcode <= 0xC6) {
            code.put(random.nextInt());
        }
    }

    private void loadMxcsr() {
        code.begin();
        code.put(0xC7, 0x05);
        code.put32(DATA);
        code.put32(random.nextInt(3) == 0 ? random.nextInt() & 0xFFFF : 0x1F80);
        code.begin();
        code.put(0x0F, 0xAE, 0x15);
        code.put32(DATA);
    }

    /** Any x87 instruction; now and then the unit is initialised, since stack and exceptions go astray. */
    private void x87() {
        if (random.nextInt(6) == 0) {
            code.instruction(0xDB, 0xE3);
        }
        code.begin();
        code.put(0xD8 | random.nextInt(8));
        operand(random.nextInt(8), true);
    }

    private void string() {
        setRegister(ESI, dataAddress());
        setRegister(EDI, selfModifying && random.nextInt(8) == 0 ? CODE - 64 : dataAddress());
        setRegister(ECX, random.nextInt(random.nextInt(3) == 0 ? 700 : 20));
        boolean down = random.nextInt(4) == 0;
        if (down) {
            code.instruction(0xFD);
        }
        int[] operations = {0xA4, 0xA6, 0xAA, 0xAC, 0xAE};
        int operation = operations[random.nextInt(operations.length)] | random.nextInt(2);
        code.begin();
        if (random.nextInt(5) == 0) {
            code.put(OPERAND_SIZE);
        }
        switch (random.nextInt(3)) {
            case 0 -> code.put(0xF3);
            case 1 -> code.put(0xF2);
            default -> {
                // without repetition
            }
        }
        code.put(operation);
        if (down) {
            code.instruction(0xFC);
        }
    }

    private void branchOver() {
        int over = code.newLabel();
        code.begin();
        if (random.nextInt(6) == 0) {
            code.put(0xE9);
        } else {
            code.put(0x0F, 0x80 | random.nextInt(16));
        }
        code.putRelative(over);
        piece(1 + random.nextInt(6));
        code.bind(over);
    }

    private void countedLoop() {
        int counter = DATA + 4 * depth;
        int loop = code.newLabel();
        code.begin();
        code.put(0xC7, 0x05);
        code.put32(counter);
        code.put32(1 + random.nextInt(12));
        code.bind(loop);
        piece(1 + random.nextInt(8));
        code.begin();
        code.put(0xFF, 0x0D); // DEC [counter]
        code.put32(counter);
        code.begin();
        code.put(0x0F, 0x8F); // JG: also ends when the body overwrote the counter
        code.putRelative(loop);
    }

    private void callSomething() {
        if (functions.isEmpty()) {
            return;
        }
        int function = functions.get(random.nextInt(functions.size()));
        if (random.nextBoolean()) {
            call(function);
        } else {
            code.begin();
            code.put(0xB8 | EAX);
            code.putAddress(function);
            code.instruction(0xFF, 0xD0);
        }
        setRegister(EBP, DATA_MIDDLE);
    }

    private void call(int function) {
        code.begin();
        code.put(0xE8);
        code.putRelative(function);
    }

    /** A store into the constant of an instruction generated before. */
    private void patch() {
        if (!selfModifying || patchPlaces.isEmpty()) {
            return;
        }
        code.begin();
        code.put(0x80, 0x05); // ADD byte [place], imm8
        code.put32(patchPlaces.get(random.nextInt(patchPlaces.size())));
        code.put(1 + random.nextInt(255));
    }

    /** Begins an instruction of operand size 4, sometimes 2. */
    private void begin(boolean prefixAllowed) {
        code.begin();
        if (prefixAllowed && random.nextInt(6) == 0) {
            code.put(OPERAND_SIZE);
        }
    }

    private void operand(int reg, boolean registerAllowed) {
        if (registerAllowed && random.nextInt(3) != 0) {
            code.put(0xC0 | reg << 3 | register(true));
        } else {
            memoryOperand(reg);
        }
    }

    private void memoryOperand(int reg) {
        switch (random.nextInt(8)) {
            case 0 -> { // absolute
                code.put(reg << 3 | 5);
                code.put32(dataAddress());
            }
            case 1 -> { // [EBP + disp32]
                code.put(0x80 | reg << 3 | EBP);
                code.put32(random.nextInt(-0x1F00, 0x1F00));
            }
            case 2 -> { // [ESP + disp8]
                code.put(0x40 | reg << 3 | 4, 0x24, 4 * random.nextInt(-30, 0));
            }
            case 3 -> { // [disp32 + index * scale], the index is a register that is often small
                int index = random.nextInt(4);
                code.put(reg << 3 | 4, random.nextInt(4) << 6 | index << 3 | 5);
                code.put32(DATA_MIDDLE);
            }
            default -> code.put(0x40 | reg << 3 | EBP, random.nextInt());
        }
    }

    private void setRegister(int register, int value) {
        code.begin();
        code.put(0xB8 | register);
        code.put32(value);
    }

    private void immediate(int length) {
        int value = random.nextInt(3) == 0 ? random.nextInt(-4, 5) : random.nextInt();
        for (int i = 0; i < length; i++) {
            code.put(value >>> (8 * i));
        }
    }

    private int dataAddress() {
        return DATA + 0x100 + random.nextInt(DATA_LENGTH - 0x200);
    }

    /** A register that is no pointer here: not ESP, not EBP; with bytes all eight are halves of EAX..EBX. */
    private int register(boolean wide) {
        if (!wide) {
            return random.nextInt(8);
        }
        int[] free = {0, 1, 2, 3, ESI, EDI};
        return free[random.nextInt(free.length)];
    }
}
