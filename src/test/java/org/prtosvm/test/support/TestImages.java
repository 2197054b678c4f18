package org.prtosvm.test.support;

import java.util.List;
import org.prtosvm.prtos.image.SystemImage;
import org.prtosvm.tools.cli.EmbeddedSystems;

/**
 * Systems of our own on the class path.
 *
 * @param name for messages
 * @param description XML, below {@code org/prtosvm/abi}
 * @param images images of the partitions in order
 */
public record TestImages(String name, String description, List<String> images) {
    /** @return systems that check themselves and halt */
    public static List<TestImages> selfChecking() {
        return List.of(
                new TestImages("flags", "test/flags.xml", List.of("test-flags")),
                new TestImages("smc", "test/smc.xml", List.of("test-smc")),
                faults("faults-entry"),
                faults("faults-ignore"),
                faults("faults-multicall"));
    }

    private static TestImages faults(String name) {
        return new TestImages(name, "test/" + name + ".xml", List.of("test-" + name, "test-faults-watch"));
    }

    /** @return a system for each program of the bench; they never end */
    public static List<TestImages> benches() {
        return List.of(
                        "aes",
                        "alu",
                        "arith64",
                        "bigmul",
                        "branchy",
                        "core",
                        "crc32",
                        "fib",
                        "gettime",
                        "hashtable",
                        "huffman",
                        "hypercall",
                        "json",
                        "life",
                        "list",
                        "lz",
                        "matrix",
                        "memcpy-loop",
                        "memcpy-rep",
                        "memset",
                        "queens",
                        "regex",
                        "samepage",
                        "sha256",
                        "sieve",
                        "sort",
                        "states",
                        "strsearch",
                        "tree",
                        "vm",
                        "vm-threaded")
                .stream()
                .map(name -> new TestImages("bench-" + name, "bench/bench.xml", List.of("bench-" + name)))
                .toList();
    }

    /** @return the system */
    public SystemImage load() {
        return EmbeddedSystems.load(description, images);
    }

    @Override
    public String toString() {
        return name;
    }
}
