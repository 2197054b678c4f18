package org.prtosvm.test.arch.planted.cpu.left;

import org.prtosvm.test.arch.planted.cpu.right.Right;

/** One half of a cycle of packages. */
public final class Left {
    private Left() {}

    /** Half of a cycle. */
    public static void run() {
        Right.run();
    }
}
