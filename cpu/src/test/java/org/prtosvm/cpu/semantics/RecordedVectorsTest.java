package org.prtosvm.cpu.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.prtosvm.cpu.decode.Decoder;
import org.prtosvm.cpu.engine.Interpreter;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.mmu.Mmu;
import org.prtosvm.cpu.segment.InterruptDelivery;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * Single instructions recorded on a real 80286 in real mode (SingleStepTests, MOO format). Give the folder of the
 * {@code *.MOO.gz} files as {@code -Dprtos.vectors.80286=folder}.
 */
@EnabledIfSystemProperty(named = "prtos.vectors.80286", matches = ".+")
class RecordedVectorsTest {
    private static final int RAM = 16 << 20;
    private static final int FLAGS = 13;
    private static final int IP = 12;
    /** NT and IOPL cannot be set in real mode on that part. */
    private static final int COMPARED_FLAGS = 0x0FFF;

    /** Order of the registers in a record: ax bx cx dx, segments apart, sp bp si di. */
    private static final int[] GENERAL = {0, 3, 1, 2, -1, -1, -1, -1, 4, 5, 6, 7};

    private static final int[] SEGMENTS = {
        -1, -1, -1, -1, SegmentRegister.CS, SegmentRegister.SS, SegmentRegister.DS, SegmentRegister.ES
    };

    private final GuestMemory memory = new GuestMemory();
    private final CpuState cpu = new CpuState(false);
    private final Interpreter interpreter;
    private final List<String> failures = new ArrayList<>();
    private int passed;

    RecordedVectorsTest() {
        memory.addRam(0, RAM + 0x10000);
        new Mmu(cpu, memory);
        interpreter = new Interpreter(memory);
    }

    private static final class Vectors {
        int[] registers = new int[14];
        int[] finalRegisters = new int[14];
        final int[] masks = new int[14];
        final Map<Integer, Integer> before = new TreeMap<>();
        final Map<Integer, Integer> after = new TreeMap<>();
        String name = "";
        byte[] bytes = {};
        int exception = -1;

        /** Where the flags were pushed, if an exception was taken: above IP and CS. */
        int flagAddress() {
            return exception < 0 ? -1 : (finalRegisters[5] << 4) + (finalRegisters[8] + 4 & 0xFFFF);
        }
    }

    @Test
    void shouldDoWhatThePartDid() throws IOException {
        Path folder = Path.of(System.getProperty("prtos.vectors.80286"));
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.filter(file -> file.toString().endsWith(".MOO.gz"))
                    .filter(file -> !differs(file.getFileName().toString()))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
        for (Path file : files) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                all(
                        file.getFileName().toString(),
                        ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN));
            }
        }
        assertTrue(passed > 10_000, passed + " passed");
        assertEquals(List.of(), failures.stream().limit(40).toList(), failures.size() + " failed");
    }

    /** Opcodes that are another instruction, or none, on one of the two processors. */
    private static boolean differs(String file) {
        return file.startsWith("0F") || file.matches("(63|64|65|66|67|D6|F1|9B|D[89A-F]|F4)\\..*");
    }

    private void all(String file, ByteBuffer data) {
        while (data.remaining() >= 8) {
            String tag = tag(data);
            ByteBuffer chunk = chunk(data);
            if (tag.equals("TEST")) {
                int index = chunk.getInt();
                one(file + " " + index, chunk);
            }
        }
    }

    private static String tag(ByteBuffer data) {
        byte[] name = new byte[4];
        data.get(name);
        return new String(name, StandardCharsets.US_ASCII);
    }

    private static ByteBuffer chunk(ByteBuffer data) {
        int length = data.getInt();
        ByteBuffer chunk = data.slice(data.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        data.position(data.position() + length);
        return chunk;
    }

    private void one(String id, ByteBuffer data) {
        Vectors v = new Vectors();
        Arrays.fill(v.masks, 0xFFFF);
        while (data.remaining() >= 8) {
            String tag = tag(data);
            ByteBuffer chunk = chunk(data);
            switch (tag) {
                case "NAME" -> v.name = new String(bytes(chunk), StandardCharsets.US_ASCII);
                case "BYTS" -> v.bytes = bytes(chunk);
                case "INIT" -> state(chunk, v.registers, v.masks, v.before);
                case "FINA" -> {
                    v.finalRegisters = v.registers.clone();
                    state(chunk, v.finalRegisters, v.masks, v.after);
                }
                case "EXCP" -> {
                    v.exception = chunk.get() & 0xFF;
                }
                default -> {
                    // Nothing to compare.
                }
            }
        }
        if (!hasLock(v.bytes)) {
            byte[] code = Arrays.copyOf(v.bytes, 16);
            v.masks[FLAGS] &= ~RandomCode.flagsUndefined(Decoder.decode(eip -> code[eip] & 0xFF, 0, false));
            run(id, v);
        }
    }

    private static boolean hasLock(byte[] bytes) {
        for (byte b : bytes) {
            if ((b & 0xFF) == 0xF0) {
                return true;
            }
            if ((b & 0xE7) != 0x26 && (b & 0xFE) != 0xF2) {
                return false;
            }
        }
        return false;
    }

    private static byte[] bytes(ByteBuffer chunk) {
        byte[] bytes = new byte[chunk.getInt()];
        chunk.get(bytes);
        return bytes;
    }

    private static void state(ByteBuffer data, int[] registers, int[] masks, Map<Integer, Integer> ram) {
        while (data.remaining() >= 8) {
            String tag = tag(data);
            ByteBuffer chunk = chunk(data);
            switch (tag) {
                case "REGS" -> words(chunk, registers);
                case "RMSK" -> words(chunk, masks);
                case "RAM " -> {
                    for (int n = chunk.getInt(); n > 0; n--) {
                        ram.put(chunk.getInt(), chunk.get() & 0xFF);
                    }
                }
                default -> {
                    // Prefetch queue.
                }
            }
        }
    }

    private static void words(ByteBuffer chunk, int[] into) {
        int present = chunk.getShort() & 0xFFFF;
        for (int n = 0; n < 14; n++) {
            if ((present >>> n & 1) != 0) {
                into[n] = chunk.getShort() & 0xFFFF;
            }
        }
    }

    private void run(String id, Vectors v) {
        v.before.forEach(memory::store8);
        cpu.cr0 = CpuState.CR0_ET;
        cpu.cpl = 0;
        for (int n = 0; n < 12; n++) {
            if (GENERAL[n] >= 0) {
                cpu.gpr[GENERAL[n]] = v.registers[n];
            } else {
                cpu.segment[SEGMENTS[n]].load(v.registers[n], v.registers[n] << 4, 0xFFFF, 0x93);
            }
        }
        cpu.idtBase = 0;
        cpu.idtLimit = 0x3FF;
        cpu.eip = v.registers[IP];
        cpu.setEflags(v.registers[FLAGS] & 0xFFF);
        cpu.updateMode();
        cpu.setTime(0, 300_000);
        int exception = -1;
        int exit = interpreter.run(cpu);
        while (exit == Exit.FAULT && exception < 0) {
            exception = cpu.faultVector;
            if (!InterruptDelivery.exception(cpu)) {
                failures.add(id + " " + v.name + ": shut down by vector " + exception);
                return;
            }
            exit = interpreter.run(cpu);
        }
        if (exception == Vector.STACK_FAULT && v.exception == Vector.GENERAL_PROTECTION) {
            // That part has one vector for both.
            return;
        }
        if (differs(v, exception)) {
            return;
        }
        compare(id, v, exit);
    }

    /**
     * Where a 386 and later rightly differ: up to 15 bytes, FS and GS, registers unchanged by an instruction that faults,
     * and a far pointer across the end of the segment faults.
     */
    private static boolean differs(Vectors v, int exception) {
        boolean longOne = v.bytes.length > 10 + 1 && v.exception == Vector.GENERAL_PROTECTION;
        boolean changedByFault = v.exception == Vector.GENERAL_PROTECTION
                && v.name.matches("([c-gs]s )?(rep\\w* )?((movs|cmps|stos|lods|scas|ins|outs)w|pop word).*");
        boolean newSegment = v.name.matches("mov.*[fg]s.*");
        boolean farPointer = v.exception < 0 && exception >= 0 && v.name.matches("(les|lds|call far|jmp far).*");
        return longOne || changedByFault || newSegment || farPointer;
    }

    private void compare(String id, Vectors v, int exit) {
        StringBuilder difference = new StringBuilder();
        if (exit != Exit.HALT) {
            difference.append(" exit ").append(exit).append(" vector ").append(cpu.faultVector);
        }
        for (int n = 0; n < 14; n++) {
            int value = n == IP
                    ? cpu.eip
                    : n == FLAGS
                            ? cpu.eflags()
                            : GENERAL[n] >= 0 ? cpu.gpr[GENERAL[n]] : cpu.segment[SEGMENTS[n]].selector;
            int mask = n == FLAGS ? v.masks[n] & COMPARED_FLAGS : 0xFFFF;
            if (((value ^ v.finalRegisters[n]) & mask) != 0) {
                difference.append(" register %d %04x not %04x".formatted(n, value & mask, v.finalRegisters[n] & mask));
            }
        }
        Map<Integer, Integer> expected = new TreeMap<>(v.before);
        expected.putAll(v.after);
        expected.forEach((address, value) -> {
            int mask = address == v.flagAddress()
                    ? v.masks[FLAGS] & 0xFF
                    : address == v.flagAddress() + 1 ? v.masks[FLAGS] >>> 8 & 0x0F : 0xFF;
            int found = memory.load8(address);
            if (((found ^ value) & mask) != 0) {
                difference.append(" [%06x] %02x not %02x".formatted(address, found, value));
            }
        });
        if (difference.isEmpty()) {
            passed++;
        } else {
            failures.add("%s %s exception %d:%s".formatted(id, v.name, v.exception, difference));
        }
    }
}
