package org.prtosvm.tools.vectors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Reads files of captures, plain or compressed with gzip.
 *
 * <p>A file is a list of chunks (tag of four characters, length, payload); unknown ones are skipped. Refuses a file that
 * ends in the middle of a chunk, lacks its header, is of another part than those of {@link CaptureFile.Part}, or holds
 * another number of captures than its header says.
 *
 * <p>Source: MOO file format specification 1.1.
 */
final class MooReader {
    private final Path file;
    private CaptureFile.Part part = CaptureFile.Part.I286;
    private int announced = -1;
    private final Map<CapturedRegister, Integer> masks = new EnumMap<>(CapturedRegister.class);
    private final List<Capture> captures = new ArrayList<>();

    private MooReader(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @param form what it is about
     * @return its captures
     */
    static CaptureFile read(Path file, OpcodeForm form) {
        MooReader reader = new MooReader(file);
        try {
            reader.chunks(reader.contents());
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new VectorsException(file + ": expected whole chunks, found one that is longer than the file", e);
        }
        if (reader.announced < 0) {
            throw new VectorsException(file + ": expected a file of captures (MOO), found no MOO header");
        }
        if (reader.announced != reader.captures.size()) {
            throw new VectorsException("%s: expected %d captures as the header says, found %d"
                    .formatted(file, reader.announced, reader.captures.size()));
        }
        return new CaptureFile(form, reader.part, reader.masks, reader.captures);
    }

    private ByteBuffer contents() {
        boolean compressed = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        try (InputStream plain = Files.newInputStream(file);
                InputStream in = compressed ? new GZIPInputStream(plain) : plain) {
            return ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new VectorsException("%s: cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void chunks(ByteBuffer data) {
        while (data.hasRemaining()) {
            String tag = tag(data);
            ByteBuffer chunk = payload(data);
            if (announced < 0 && !tag.equals("MOO ")) {
                return;
            }
            switch (tag) {
                case "MOO " -> header(chunk);
                case "RMSK" -> words(chunk, masks);
                case "RM32" -> doubleWords(chunk, masks);
                case "TEST" -> captures.add(capture(chunk));
                default -> {
                    // META repeats what name and header say.
                }
            }
        }
    }

    private void header(ByteBuffer chunk) {
        int major = chunk.get();
        chunk.position(4);
        if (major != 1) {
            throw new VectorsException("%s: expected version 1 of the format, found %d".formatted(file, major));
        }
        announced = chunk.getInt();
        String processor = tag(chunk);
        part = switch (processor) {
            case "C286" -> CaptureFile.Part.I286;
            case "386E" -> CaptureFile.Part.I386;
            default ->
                throw new VectorsException("%s: expected captures of an 80286 (C286) or 80386 (386E), found '%s'"
                        .formatted(file, processor.strip()));
        };
    }

    private static Capture capture(ByteBuffer data) {
        int index = data.getInt();
        String name = "";
        String hash = "";
        byte[] bytes = {};
        int exception = Capture.NONE;
        CapturedState before = new CapturedState();
        CapturedState changes = new CapturedState();
        while (data.hasRemaining()) {
            String tag = tag(data);
            ByteBuffer chunk = payload(data);
            switch (tag) {
                case "NAME" -> name = new String(counted(chunk), StandardCharsets.US_ASCII);
                case "BYTS" -> bytes = counted(chunk);
                case "INIT" -> state(chunk, before);
                case "FINA" -> state(chunk, changes);
                case "EXCP" -> exception = chunk.get() & 0xFF;
                case "HASH" -> {
                    byte[] digest = new byte[chunk.remaining()];
                    chunk.get(digest);
                    hash = HexFormat.of().formatHex(digest);
                }
                default -> {
                    // Bus cycles and notes of the generator.
                }
            }
        }
        return new Capture(index, name, bytes, before, before.with(changes), exception, hash);
    }

    private static void state(ByteBuffer data, CapturedState state) {
        while (data.hasRemaining()) {
            String tag = tag(data);
            ByteBuffer chunk = payload(data);
            switch (tag) {
                case "REGS" -> words(chunk, state.registers());
                case "RG32" -> doubleWords(chunk, state.registers());
                case "RMSK" -> words(chunk, state.masks());
                case "RM32" -> doubleWords(chunk, state.masks());
                case "RAM " -> {
                    for (int left = chunk.getInt(); left > 0; left--) {
                        state.memory().put(chunk.getInt(), chunk.get() & 0xFF);
                    }
                }
                default -> {
                    // Prefetch queue and explained addresses.
                }
            }
        }
    }

    private static void words(ByteBuffer chunk, Map<CapturedRegister, Integer> values) {
        int present = chunk.getShort() & 0xFFFF;
        for (CapturedRegister register : CapturedRegister.ORDER_16) {
            if ((present & 1) != 0) {
                values.put(register, chunk.getShort() & 0xFFFF);
            }
            present >>>= 1;
        }
    }

    private static void doubleWords(ByteBuffer chunk, Map<CapturedRegister, Integer> values) {
        int present = chunk.getInt();
        for (CapturedRegister register : CapturedRegister.ORDER_32) {
            if ((present & 1) != 0) {
                values.put(register, chunk.getInt());
            }
            present >>>= 1;
        }
    }

    private static String tag(ByteBuffer data) {
        byte[] name = new byte[4];
        data.get(name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    private static ByteBuffer payload(ByteBuffer data) {
        int length = data.getInt();
        ByteBuffer chunk = data.slice(data.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        data.position(data.position() + length);
        return chunk;
    }

    private static byte[] counted(ByteBuffer chunk) {
        byte[] bytes = new byte[Math.clamp(chunk.getInt(), 0, chunk.remaining())];
        chunk.get(bytes);
        return bytes;
    }
}
