package org.prtosvm.test.arch.planted.tools;

import net.bytebuddy.ByteBuddy;

/** Builds classes outside a dispatch package. */
final class UsesByteBuddy {
    private UsesByteBuddy() {}

    static ByteBuddy builder() {
        return new ByteBuddy();
    }
}
