package org.prtosvm.test.oracle;

import java.util.Arrays;
import org.prtosvm.cpu.engine.ExecutionEngine;
import org.prtosvm.cpu.engine.Interpreter;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.mmu.Mmu;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.FpuState;
import org.prtosvm.cpu.state.SegmentRegister;
import org.prtosvm.translator.TranslatingEngine;
import org.prtosvm.translator.TranslationPolicy;

/** Our processor in the same surroundings as a program on the host: ring 3, paging, the same segments. */
final class OracleMachine implements AutoCloseable {
    private static final int PAGE = GuestMemory.PAGE_SIZE;
    private static final int RAM = 1 << 20;
    private static final int DIRECTORY = 0x1000;
    private static final int CODE_TABLE = 0x2000;
    private static final int DATA_TABLE = 0x3000;
    private static final int SYSTEM_TABLE = 0x4000;
    /** Linear and physical place of tables that only ring 0 sees: GDT, IDT, TSS, a page each. */
    private static final int SYSTEM_LINEAR = 0xC000_0000;

    private static final int GDT = 0x5000;
    private static final int IDT = 0x6000;
    private static final int TSS = 0x7000;
    private static final int CODE_FRAMES = 0x1_0000;
    private static final int DATA_FRAMES = 0x2_0000;
    private static final int PRESENT = 0x61;
    private static final int WRITABLE = 2;
    private static final int USER = 4;
    private static final int GRANULAR_32 = 0xC000;
    /** Descriptor bit AVL, which Linux sets in these. */
    private static final int AVAILABLE = 1 << 12;

    private static final int BUDGET = 10_000;
    private static final int INT3 = 0xCC;
    private static final int KERNEL_CODE = 8;

    private final GuestMemory memory = new GuestMemory();
    private final CpuState cpu = new CpuState(true);
    private final NativeSelectors selectors;
    private final ExecutionEngine engine;
    private byte[] written = {};
    private int writtenAt;

    /** Selectors of the host's segments. */
    record NativeSelectors(int code, int data, int fs, int gs) {}

    OracleMachine(NativeSelectors selectors, boolean translating) {
        this.selectors = selectors;
        memory.addRam(0, RAM);
        new Mmu(cpu, memory);
        mapPages();
        writeTables();
        engine = translating ? new TranslatingEngine(memory, TranslationPolicy.eager()) : new Interpreter(memory);
        byte[] filler = new byte[2 * PAGE];
        Arrays.fill(filler, (byte) INT3);
        memory.write(CODE_FRAMES, filler, 0, filler.length);
    }

    private void mapPages() {
        directory(OracleState.CODE, CODE_TABLE);
        directory(OracleState.DATA, DATA_TABLE);
        directory(SYSTEM_LINEAR, SYSTEM_TABLE);
        for (int page = 0; page < 2; page++) {
            memory.store32(CODE_TABLE + 4 * page, CODE_FRAMES + page * PAGE | PRESENT | WRITABLE | USER);
            memory.store32(DATA_TABLE + 4 * page, DATA_FRAMES + page * PAGE | PRESENT | WRITABLE | USER);
        }
        memory.store32(DATA_TABLE + 8, DATA_FRAMES + 2 * PAGE | PRESENT | USER);
        for (int frame = GDT; frame <= TSS; frame += PAGE) {
            memory.store32(SYSTEM_TABLE + 4 * (frame - GDT >>> 12), frame | PRESENT | WRITABLE);
        }
    }

    private void directory(int linear, int table) {
        memory.store32(DIRECTORY + 4 * (linear >>> 22), table | PRESENT | WRITABLE | USER);
    }

    private void writeTables() {
        descriptor(KERNEL_CODE, 0, 0x9B);
        descriptor(selectors.code(), 0, 0xFB);
        descriptor(selectors.data(), 0, 0xF3);
        descriptor(selectors.fs(), OracleState.FS_BASE, 0xF3 | AVAILABLE);
        descriptor(selectors.gs(), OracleState.GS_BASE, 0xF3 | AVAILABLE);
        for (int vector = 0; vector < 256; vector++) {
            int privilege = vector == 3 || vector == 4 ? 0xEE00 : 0x8E00;
            memory.store32(IDT + 8 * vector, KERNEL_CODE << 16);
            memory.store32(IDT + 8 * vector + 4, privilege);
        }
        // No I/O permission bitmap within the limit.
        memory.store8(TSS + 0x66, 0x68);
        cpu.gdtBase = SYSTEM_LINEAR;
        cpu.gdtLimit = PAGE - 1;
        cpu.idtBase = SYSTEM_LINEAR + IDT - GDT;
        cpu.idtLimit = PAGE / 2 - 1;
        cpu.tr.load(0x40, SYSTEM_LINEAR + TSS - GDT, 0x67, 0x8B);
        cpu.cr0 = CpuState.CR0_PE
                | CpuState.CR0_PG
                | CpuState.CR0_WP
                | CpuState.CR0_AM
                | CpuState.CR0_NE
                | CpuState.CR0_MP
                | CpuState.CR0_ET;
        cpu.cr3 = DIRECTORY;
        cpu.memory.flush();
    }

    private void descriptor(int selector, int base, int access) {
        int at = GDT + (selector & ~7);
        memory.store32(at, 0xFFFF | base << 16);
        memory.store32(at + 4, base & 0xFF00_0000 | 0x00CF_0000 | access << 8 | base >>> 16 & 0xFF);
    }

    /** Executes code from a state. */
    OracleState run(int address, byte[] code, OracleState before) {
        place(address, code);
        load(before);
        cpu.eip = address;
        cpu.setTime(0, BUDGET);
        int exit = engine.run(cpu);
        OracleState after = read();
        after.trap = exit == Exit.FAULT ? cpu.faultVector : 1000 + exit;
        after.error = exit == Exit.FAULT ? cpu.faultErrorCode : 0;
        after.cr2 = cpu.cr2;
        return after;
    }

    private void place(int address, byte[] code) {
        if (address == writtenAt && Arrays.equals(code, written)) {
            return;
        }
        for (int n = 0; n < written.length; n++) {
            memory.store8(CODE_FRAMES + writtenAt - OracleState.CODE + n, INT3);
        }
        for (int n = 0; n < code.length; n++) {
            memory.store8(CODE_FRAMES + address - OracleState.CODE + n, code[n] & 0xFF);
        }
        written = code;
        writtenAt = address;
    }

    private void load(OracleState state) {
        memory.write(DATA_FRAMES + OracleState.WINDOW_A - OracleState.DATA, state.a, 0, OracleState.A_LENGTH);
        memory.write(DATA_FRAMES + OracleState.WINDOW_B - OracleState.DATA, state.b, 0, OracleState.B_LENGTH);
        System.arraycopy(state.gpr, 0, cpu.gpr, 0, 8);
        cpu.cpl = 3;
        segment(SegmentRegister.CS, selectors.code(), 0, 0xFB);
        segment(SegmentRegister.SS, selectors.data(), 0, 0xF3);
        segment(SegmentRegister.DS, selectors.data(), 0, 0xF3);
        segment(SegmentRegister.ES, selectors.data(), 0, 0xF3);
        segment(SegmentRegister.FS, selectors.fs(), OracleState.FS_BASE, 0xF3);
        segment(SegmentRegister.GS, selectors.gs(), OracleState.GS_BASE, 0xF3);
        cpu.setEflags(state.eflags);
        cpu.interruptShadow = false;
        FpuState fpu = cpu.fpu;
        fpu.reset();
        fpu.control = state.fx.getShort(OracleState.FX_CONTROL) & 0xFFFF;
        fpu.status = state.fx.getShort(OracleState.FX_STATUS) & 0xFFFF;
        fpu.tag = 0;
        for (int n = 0; n < 8; n++) {
            int physical = fpu.top() + n & 7;
            fpu.significand[physical] = state.fx.getLong(OracleState.FX_STACK + 16 * n);
            fpu.signExponent[physical] = state.fx.getShort(OracleState.FX_STACK + 16 * n + 8) & 0xFFFF;
            boolean full = (state.fx.get(OracleState.FX_TAG) >>> n & 1) != 0;
            fpu.tag |= full ? 0 : 3 << 2 * n;
        }
        cpu.updateMode();
    }

    private void segment(int register, int selector, int base, int access) {
        cpu.segment[register].load(selector, base, 0xFFFF_FFFF, access | GRANULAR_32);
    }

    private OracleState read() {
        OracleState state = new OracleState();
        System.arraycopy(cpu.gpr, 0, state.gpr, 0, 8);
        state.eflags = cpu.eflags();
        state.eip = cpu.eip;
        state.fs = cpu.segment[SegmentRegister.FS].selector;
        state.gs = cpu.segment[SegmentRegister.GS].selector;
        FpuState fpu = cpu.fpu;
        state.fx.putShort(OracleState.FX_CONTROL, (short) fpu.control);
        state.fx.putShort(OracleState.FX_STATUS, (short) fpu.status);
        int tag = 0;
        for (int n = 0; n < 8; n++) {
            int physical = fpu.top() + n & 7;
            state.fx.putLong(OracleState.FX_STACK + 16 * n, fpu.significand[physical]);
            state.fx.putShort(OracleState.FX_STACK + 16 * n + 8, (short) fpu.signExponent[physical]);
            tag |= (fpu.tag >>> 2 * n & 3) != 3 ? 1 << n : 0;
        }
        state.fx.put(OracleState.FX_TAG, (byte) tag);
        memory.read(DATA_FRAMES + OracleState.WINDOW_A - OracleState.DATA, state.a, 0, OracleState.A_LENGTH);
        memory.read(DATA_FRAMES + OracleState.WINDOW_B - OracleState.DATA, state.b, 0, OracleState.B_LENGTH);
        return state;
    }

    /** Share of the code that ran in translated form is told by it. */
    ExecutionEngine engine() {
        return engine;
    }

    @Override
    public void close() {
        if (engine instanceof TranslatingEngine translating) {
            translating.close();
        }
        memory.close();
    }
}
