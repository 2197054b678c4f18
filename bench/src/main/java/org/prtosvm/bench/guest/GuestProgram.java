package org.prtosvm.bench.guest;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A guest program that is measured.
 *
 * @param name as it prints it
 * @param work what a unit of its work is
 * @param kind what its numbers are good for
 * @param quick true if it belongs to the quick selection
 * @param unitsPerRound units of work between two lines
 */
record GuestProgram(String name, String work, Kind kind, boolean quick, long unitsPerRound) {
    /** What the numbers of a program are good for. */
    enum Kind {
        /** Computation with registers and a little memory: part of the geometric mean. */
        INTEGER,
        /** One property of a machine, compared with native code. */
        SPECIAL,
        /** Services of the hypervisor: native code asks Linux instead, which is no comparison. */
        SERVICE
    }

    private record Entry(String name, String work, Kind kind, boolean quick) {}

    private static final List<Entry> PROGRAMS = List.of(
            new Entry("alu", "loop of arithmetic", Kind.INTEGER, true),
            new Entry("crc32", "CRC-32 of a block", Kind.INTEGER, true),
            new Entry("sha256", "SHA-256 of a block", Kind.INTEGER, true),
            new Entry("sort", "sort of an array", Kind.INTEGER, true),
            new Entry("matrix", "product of int matrices", Kind.INTEGER, true),
            new Entry("fib", "recursive fibonacci", Kind.INTEGER, true),
            new Entry("vm", "program of a bytecode interpreter", Kind.INTEGER, true),
            new Entry("core", "lists, matrix, state machine", Kind.INTEGER, true),
            new Entry("sieve", "sieve of primes", Kind.INTEGER, false),
            new Entry("strsearch", "search of words in a text", Kind.INTEGER, false),
            new Entry("lz", "dictionary compression and back", Kind.INTEGER, false),
            new Entry("huffman", "Huffman coding and back", Kind.INTEGER, false),
            new Entry("bigmul", "product of 1024-bit numbers", Kind.INTEGER, false),
            new Entry("aes", "AES-128 of 64 blocks", Kind.INTEGER, false),
            new Entry("hashtable", "insertions, searches, deletions", Kind.INTEGER, false),
            new Entry("list", "moves in a linked list", Kind.INTEGER, false),
            new Entry("tree", "insertions and searches in a tree", Kind.INTEGER, false),
            new Entry("queens", "ways to set queens", Kind.INTEGER, false),
            new Entry("life", "generations of Conway's life", Kind.INTEGER, false),
            new Entry("json", "parse of a JSON-like document", Kind.INTEGER, false),
            new Entry("regex", "backtracking pattern matcher", Kind.INTEGER, false),
            new Entry("states", "state machine of 200 states", Kind.INTEGER, false),
            new Entry("vm-threaded", "interpreter with a table of addresses", Kind.INTEGER, false),
            new Entry("arith64", "64-bit arithmetic in pairs", Kind.INTEGER, false),
            new Entry("memcpy-rep", "block copied by REP MOVS", Kind.SPECIAL, true),
            new Entry("memcpy-loop", "block copied by a loop", Kind.SPECIAL, true),
            new Entry("memset", "fills and copies of many sizes", Kind.SPECIAL, false),
            new Entry("samepage", "stores beside code", Kind.SPECIAL, true),
            new Entry("branchy", "large branchy code", Kind.SPECIAL, false),
            new Entry("chase", "random reads in 16 MiB", Kind.SPECIAL, false),
            new Entry("hypercall", "emptiest hypercall", Kind.SERVICE, true),
            new Entry("gettime", "hypercall get_time", Kind.SERVICE, true));

    /**
     * All programs.
     *
     * @param table text of the header that says how many units a round has
     * @return programs in the order of the report
     */
    static List<GuestProgram> all(String table) {
        return PROGRAMS.stream()
                .map(entry ->
                        new GuestProgram(entry.name, entry.work, entry.kind, entry.quick, units(table, entry.name)))
                .toList();
    }

    private static long units(String table, String name) {
        String constant = name.toUpperCase(Locale.ROOT).replace('-', '_') + "_UNITS";
        Matcher matcher =
                Pattern.compile("#define\\s+" + constant + "\\s+(\\d+)").matcher(table);
        if (!matcher.find()) {
            throw new IllegalStateException("table.h: expected %s, found no such constant".formatted(constant));
        }
        return Long.parseLong(matcher.group(1));
    }

    /** @return description of the system it runs in, below {@code org/prtosvm/abi} */
    String system() {
        return name.equals("chase") ? "bench/bench-large.xml" : "bench/bench.xml";
    }

    /** @return name of its image and of its native program */
    String image() {
        return "bench-" + name;
    }
}
