package org.prtosvm.test.arch.planted.cpu.right;

import org.prtosvm.test.arch.planted.cpu.left.Left;

/** The other half of a cycle of packages. */
public final class Right {
    private Right() {}

    /** Half of a cycle. */
    public static void run() {
        Left.run();
    }
}
