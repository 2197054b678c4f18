package org.prtosvm.test.isolation;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.prtosvm.abi.HypercallNumber;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.test.support.GuestImage;

/**
 * Programs of a partition that means harm: random bytes as code, hypercalls with pointers to everywhere, faults, stores into its own code,
 * tight loops, I/O, stacks that are none. The same for the same source of decisions.
 */
final class HostileProgram {
    private static final int SNIPPETS_END = 0x6000;
    private static final int JUMPS = SNIPPETS_END;
    private static final int JUMP_COUNT = 64;
    private static final int VECTOR_TABLE = JUMPS + 4 * JUMP_COUNT;
    private static final int VECTORS = 256;

    private static final int DATA = 0x2_1000;
    private static final int COUNTER = 0x2_3000;
    private static final int STACK = 0xF_0000;
    private static final List<Integer> PORTS = List.of(0x2F8, 0x2F9, 0x2FC, 0x3F8, 0x20, 0x40, 0xCF8);

    private final int base;
    private final int victims;
    private final RandomGenerator random;
    private final ByteArrayOutputStream code = new ByteArrayOutputStream();
    private final List<Integer> starts = new ArrayList<>();

    private HostileProgram(int base, int victims, RandomGenerator random) {
        this.base = base;
        this.victims = victims;
        this.random = random;
    }

    /**
     * Makes an image that runs such a program.
     *
     * @param base first address of the partition's memory
     * @param victims first address of the memory of others
     * @param random source of all decisions
     * @return ELF file
     */
    static byte[] image(int base, int victims, RandomGenerator random) {
        return GuestImage.elf(base, new HostileProgram(base, victims, random).program());
    }

    /**
     * Makes an image that does nothing for ever.
     *
     * @param base first address of the partition's memory
     * @return ELF file
     */
    static byte[] idleImage(int base) {
        return GuestImage.elf(base, new byte[] {(byte) 0xEB, (byte) 0xFE});
    }

    private byte[] program() {
        dispatcher();
        while (code.size() < SNIPPETS_END - 64) {
            starts.add(code.size());
            snippet();
        }
        jump(0);
        while (code.size() < JUMPS) {
            put(0xCC);
        }
        for (int i = 0; i < JUMP_COUNT; i++) {
            put32(address(starts.get(random.nextInt(starts.size()))));
        }
        for (int vector = 0; vector < VECTORS; vector++) {
            put32(0x139 << 16 | address(0) & 0xFFFF);
            put32(address(0) & 0xFFFF_0000 | (random.nextBoolean() ? 0x8E00 : 0x8F00));
        }
        // What load_idtr takes: limit and base.
        put(8 * VECTORS - 1, 8 * VECTORS - 1 >>> 8);
        put32(address(VECTOR_TABLE));
        return code.toByteArray();
    }

    /**
     * Where the partition starts and where all its events go: it takes another way through the program each time, so that neither a reset
     * nor a fault stops it.
     */
    private void dispatcher() {
        // mov esp, stack
        put(0xBC);
        put32(base + STACK);
        call(HypercallNumber.X86_LOAD_IDTR, address(VECTOR_TABLE + 8 * VECTORS), 0, 0, 0, 0);
        call(HypercallNumber.CLEAR_IRQMASK, -1, -1, 0, 0, 0);
        call(HypercallNumber.X86_SET_IF, 0, 0, 0, 0, 0);
        // inc dword [counter]; mov eax, [counter]; and eax, n - 1; jmp [jumps + 4 * eax]
        put(0xFF, 0x05);
        put32(base + COUNTER);
        put(0xA1);
        put32(base + COUNTER);
        put(0x83, 0xE0, JUMP_COUNT - 1);
        put(0xFF, 0x24, 0x85);
        put32(address(JUMPS));
    }

    private int address(int offset) {
        return base + GuestImage.CODE_OFFSET + offset;
    }

    private void snippet() {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> call(number(), value(), value(), value(), value(), value());
            case 5 -> randomBytes(1 + random.nextInt(12));
            case 6 -> fault();
            case 7 -> {
                // mov ecx, n; dec ecx; jnz back
                put(0xB9);
                put32(random.nextInt(2000));
                put(0x49, 0x75, 0xFD);
            }
            case 8 -> store(address(random.nextInt(SNIPPETS_END)), random.nextInt());
            case 9 -> inOut();
            case 10 -> {
                // mov esi, x; mov edi, x; mov ecx, n; rep movsb or stosd
                put(0xBE);
                put32(value());
                put(0xBF);
                put32(value());
                put(0xB9);
                put32(random.nextInt(5000));
                put(0xF3, random.nextBoolean() ? 0xA4 : 0xAB);
            }
            case 11 -> store(value(), value());
            case 12 -> {
                // mov eax, [x]
                put(0xA1);
                put32(value());
            }
            case 13 -> {
                // mov esp, x; push; pop
                put(0xBC);
                put32(random.nextInt(8) == 0 ? value() : base + STACK - random.nextInt(64));
                put(0x50, 0x58);
            }
            case 14 -> jumpSomewhere();
            default -> farCall(random.nextBoolean() ? PrtosConstants.IRET_GATE_SELECTOR : random.nextInt(0x160));
        }
    }

    private void call(int number, int... arguments) {
        int[] opcodes = {0xBB, 0xB9, 0xBA, 0xBE, 0xBF};
        for (int i = 0; i < opcodes.length; i++) {
            put(opcodes[i]);
            put32(arguments[i]);
        }
        put(0xB8);
        put32(number);
        farCall(PrtosConstants.HYPERCALL_GATE_SELECTOR);
    }

    private void farCall(int selector) {
        put(0x9A, 0, 0, 0, 0, selector, selector >>> 8);
    }

    /** Halting itself would end the attack, so that is rare. */
    private int number() {
        int number = random.nextInt(HypercallNumber.COUNT + 2);
        boolean stops = number >= HypercallNumber.HALT_PARTITION && number <= HypercallNumber.IDLE_SELF
                || number == HypercallNumber.HALT_VCPU;
        return stops && random.nextInt(40) != 0 ? HypercallNumber.UPDATE_PAGE32 : number;
    }

    private void fault() {
        int[][] faults = {
            {0x0F, 0x0B},
            {0xCC},
            {0xCD, 0x80},
            {0xFA},
            {0xF4},
            {0x31, 0xC9, 0xF7, 0xF1},
            {0x0F, 0x20, 0xC0},
            {0x0F, 0x30},
            {0x0F, 0x09},
            {0xD9, 0xE8},
            {0x9C, 0x58, 0x80, 0xCC, 0x01, 0x50, 0x9D},
            {0x8E, 0xD8},
            {0x0F, 0x01, 0xE0},
            {0xCF},
            {0xCB},
            {0x66, 0x8E, 0xD0}
        };
        put(faults[random.nextInt(faults.length)]);
    }

    private void inOut() {
        // mov edx, port; in or out, single or repeated
        put(0xBA);
        put32(random.nextInt(3) == 0 ? random.nextInt(0x1_0000) : PORTS.get(random.nextInt(PORTS.size())));
        put(0xEC + random.nextInt(4));
    }

    private void jumpSomewhere() {
        int target = random.nextInt(4) == 0 ? value() : base + GuestImage.CODE_OFFSET + random.nextInt(SNIPPETS_END);
        put(0xE9);
        put32(target - (base + GuestImage.CODE_OFFSET + code.size() + 4));
    }

    private void jump(int offset) {
        put(0xE9);
        put32(offset - (code.size() + 4));
    }

    private void store(int address, int value) {
        put(0xC7, 0x05);
        put32(address);
        put32(value);
    }

    private int value() {
        return switch (random.nextInt(14)) {
            case 0, 1 -> random.nextInt(8);
            case 2 -> -random.nextInt(8);
            case 3 -> random.nextInt();
            case 4, 5 -> base + DATA + random.nextInt(0x1000);
            case 6 -> base + random.nextInt(256) * 0x1000;
            case 7 -> base + GuestImage.POOL_OFFSET + random.nextInt(0x5000) / 4 * 4;
            case 8 -> victims + random.nextInt(0x20_0000);
            case 9 -> PrtosConstants.PCT_AREA_ADDRESS + random.nextInt(0x200);
            case 10 -> PrtosConstants.HYPERVISOR_OFFSET - 16 + random.nextInt(64);
            case 11 -> PrtosConstants.CONTAINER_ADDRESS + random.nextInt(0x2000);
            case 12 -> (random.nextInt(8) << 24) | (2 << 10) | random.nextInt(3);
            default -> base + GuestImage.CODE_OFFSET + random.nextInt(SNIPPETS_END);
        };
    }

    private void randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        code.writeBytes(bytes);
    }

    private void put(int... values) {
        for (int value : values) {
            code.write(value);
        }
    }

    private void put32(int value) {
        put(value, value >>> 8, value >>> 16, value >>> 24);
    }
}
