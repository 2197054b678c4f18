package org.prtosvm.tools.machine;

/** The two engines that execute guest code. */
public enum EngineKind {
    /** Hot code as JVM classes, the rest as closures. */
    JIT,
    /** Closures only. */
    INTERPRETER
}
