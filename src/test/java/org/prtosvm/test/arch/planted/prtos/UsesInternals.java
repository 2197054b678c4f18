package org.prtosvm.test.arch.planted.prtos;

import org.prtosvm.test.arch.planted.cpu.internal.Secret;

/** Uses another module's internals. */
final class UsesInternals {
    private UsesInternals() {}

    static void run() {
        Secret.tell();
    }
}
