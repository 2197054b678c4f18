package org.prtosvm.test.processor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The assembled cases of an area: an image, and at the end of it the table that the macros of {@code machine.inc} fill. */
final class CaseFile {
    /** Physical address of the image. */
    static final int BASE = 0x10000;
    /** Offset in the image of the word that receives the entry of the case; the next one receives its bits. */
    static final int ENTRY = 4;

    /** All folders. */
    static final List<String> AREAS = List.of(
            "segmentation",
            "transfers",
            "gates",
            "exceptions",
            "tasks",
            "virtual8086",
            "paging",
            "debug",
            "events",
            "code");

    private static final int TABLE = 12;
    private static final int CASE_MAGIC = 0x45534143;

    private CaseFile() {}

    /** @return the cases of all areas */
    static Stream<ProcessorCase> all() {
        return AREAS.stream().flatMap(area -> load(area).stream());
    }

    /**
     * Reads the checked-in file of an area.
     *
     * @param area folder
     * @return its cases in order
     */
    static List<ProcessorCase> load(String area) {
        byte[] image = bytes(area);
        ByteBuffer table = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        table.position(table.getInt(TABLE) - BASE);
        List<ProcessorCase> cases = new ArrayList<>();
        while (table.remaining() >= 4 && table.getInt(table.position()) == CASE_MAGIC) {
            table.getInt();
            int entry = table.getInt();
            int bits = table.getInt();
            table.getInt();
            String name = text(table);
            cases.add(new ProcessorCase(area, name, entry, bits, expectations(table)));
        }
        return cases;
    }

    static byte[] bytes(String area) {
        String name = "%s/%s.bin".formatted(area, area);
        try (InputStream in = CaseFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + ": not among the resources; build.sh makes it");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(ByteBuffer table) {
        StringBuilder text = new StringBuilder();
        for (byte next = table.get(); next != 0; next = table.get()) {
            text.append((char) next);
        }
        table.position(table.position() + 3 & -4);
        return text.toString();
    }

    private static List<Expectation> expectations(ByteBuffer table) {
        List<Expectation> found = new ArrayList<>();
        while (table.getInt(table.position()) != CASE_MAGIC && table.getInt(table.position()) != 0) {
            found.add(new Expectation(table.getInt(), table.getInt(), table.getInt(), table.getInt()));
        }
        return List.copyOf(found);
    }
}
