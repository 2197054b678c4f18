package org.prtosvm.bench.guest;

/** Ways to execute a guest program. */
enum Variant {
    /** A partition of this machine, hot code translated. */
    JIT("jit"),
    /** A partition of this machine, interpreted. */
    INTERPRETER("interpreter"),
    /** The same C code as a Linux process. */
    NATIVE("native"),
    /** That process under QEMU's user mode. */
    QEMU("qemu");

    private final String label;

    Variant(String label) {
        this.label = label;
    }

    /** @return name in tables and files */
    String label() {
        return label;
    }
}
