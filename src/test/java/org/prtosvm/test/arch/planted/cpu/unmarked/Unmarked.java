package org.prtosvm.test.arch.planted.cpu.unmarked;

/** A class in a package without null checks. */
final class Unmarked {
    private Unmarked() {}
}
