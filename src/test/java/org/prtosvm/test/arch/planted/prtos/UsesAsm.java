package org.prtosvm.test.arch.planted.prtos;

import org.objectweb.asm.ClassWriter;

/** Emits bytecode outside the translator. */
final class UsesAsm {
    private UsesAsm() {}

    static ClassWriter writer() {
        return new ClassWriter(0);
    }
}
