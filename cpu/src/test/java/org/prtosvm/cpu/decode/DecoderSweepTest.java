package org.prtosvm.cpu.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All opcodes with many ModR/M bytes and prefixes, against binutils: same length and same mnemonic. */
class DecoderSweepTest {
    /** Each instruction has a slot of its own, filled up with NOP. */
    private static final int SLOT = 16;

    private static final int NOP = 0x90;
    private static final Pattern LINE = Pattern.compile("^ *([0-9a-f]+):\t((?:[0-9a-f]{2} )+) *\t(.*)$");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"i386", "i8086"})
    void shouldAgreeWithBinutils(String machine) throws Exception {
        List<byte[]> samples = samples();
        byte[] image = new byte[samples.size() * SLOT];
        java.util.Arrays.fill(image, (byte) NOP);
        for (int n = 0; n < samples.size(); n++) {
            System.arraycopy(samples.get(n), 0, image, n * SLOT, samples.get(n).length);
        }
        Map<Integer, String[]> reference = disassemble(image, machine);
        assumeTrue(!reference.isEmpty(), "no objdump on this host");
        boolean code32 = machine.equals("i386");
        StringBuilder differences = new StringBuilder();
        for (int n = 0; n < samples.size(); n++) {
            Instruction i = Decoder.decode(eip -> image[eip] & 0xFF, n * SLOT, code32);
            String[] expected = reference.get(n * SLOT);
            if (expected == null || expected[1].equals("(bad)") || i.opcode() == Opcode.UD) {
                continue;
            }
            if (nameless(i) || differentOnPurpose(i)) {
                continue;
            }
            String text = Disassembler.text(i).replaceAll("^(repn?e?|lock) ", "");
            String ours = "%d %s".formatted(i.length(), normal(text.split(" ")[0]));
            String theirs = expected[0] + " " + normal(expected[1]);
            if (!ours.equals(theirs)) {
                differences
                        .append(HexFormat.of().formatHex(image, n * SLOT, n * SLOT + i.length()))
                        .append(": ")
                        .append(theirs)
                        .append(", not ")
                        .append(ours)
                        .append('\n');
            }
        }
        assertEquals("", differences.toString());
    }

    /** Encodings of later coprocessors' reserved space, which have names there and none here. */
    private static boolean nameless(Instruction i) {
        return i.opcode() == Opcode.X87 && X87Names.of(i.immediate()).equals("x87");
    }

    /** FWAIT is shown as part of what follows; the hint NOPs of MPX do not take all address forms in binutils. */
    private static boolean differentOnPurpose(Instruction i) {
        return i.opcode() == Opcode.WAIT || i.opcode() == Opcode.NOP && i.destination() != null;
    }

    private static List<byte[]> samples() {
        List<byte[]> samples = new ArrayList<>();
        int[] modRms = {0x00, 0x04, 0x05, 0x06, 0x44, 0x45, 0x46, 0x80, 0x84, 0x85, 0xC0, 0xC1, 0xC6};
        for (String prefix : new String[] {"", "66", "67", "6667", "64", "F3"}) {
            for (int opcode = 0; opcode < 512; opcode++) {
                for (int modRm : modRms) {
                    for (int reg = 0; reg < 8; reg++) {
                        String code = opcode < 256 ? "%02x".formatted(opcode) : "0f%02x".formatted(opcode - 256);
                        samples.add(HexFormat.of()
                                .parseHex(prefix + code + "%02x".formatted(modRm | reg << 3) + "8c112233"));
                    }
                }
            }
        }
        return samples;
    }

    /** Length and mnemonic by address; empty without objdump. */
    private Map<Integer, String[]> disassemble(byte[] image, String machine) throws IOException, InterruptedException {
        Path file = folder.resolve("image");
        Files.write(file, image);
        Path listing = folder.resolve("listing");
        Process objdump;
        try {
            objdump = new ProcessBuilder(
                            "objdump",
                            "-D",
                            "-z",
                            "-b",
                            "binary",
                            "-m",
                            machine,
                            "-M",
                            "intel",
                            "--insn-width=16",
                            file.toString())
                    .redirectOutput(listing.toFile())
                    .start();
        } catch (IOException e) {
            return Map.of();
        }
        objdump.waitFor();
        Map<Integer, String[]> found = new TreeMap<>();
        for (String line : Files.readAllLines(listing, StandardCharsets.UTF_8)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                int length = matcher.group(2).trim().split(" +").length;
                found.put(
                        Integer.parseInt(matcher.group(1), 16), new String[] {"" + length, mnemonic(matcher.group(3))});
            }
        }
        return found;
    }

    /** One name for what the two disassemblers, or newer extensions in the space of hint NOPs, call differently. */
    private static String normal(String mnemonic) {
        if (mnemonic.matches("bnd.*|prefetch.*|nop.*|endbr.*|rdssp.*|cldemote|xchg|reservedNop")) {
            return "nop";
        }
        return mnemonic.replaceAll("^(movs|cmps|stos|lods|scas|ins|outs)[bwd]$", "$1")
                .replaceAll("^(push|pop|call|ret|jmp|leave|enter|retf)[wd]$", "$1")
                .replaceAll("^(pusha|popa|pushf|popf|iret|sysexit|sgdt|sidt|lgdt|lidt)[wd]$", "$1")
                .replaceAll("^(frstor|fnstenv|fnsave|fldenv)[wd]$", "$1")
                .replace("tzcnt", "bsf")
                .replace("lzcnt", "bsr")
                .replace("wbnoinvd", "wbinvd");
    }

    private static String mnemonic(String text) {
        return text.replaceAll(
                        "^((repz|repnz|rep|lock|bnd|xrelease|xacquire|data16|data32|addr16|addr32|[c-gs]s) )+", "")
                .split(" +")[0];
    }
}
