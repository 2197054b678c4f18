package org.prtosvm.cpu.engine;

/** Joins neighbouring operations of a block into one. */
final class JoinedOperations {
    private JoinedOperations() {}

    /** Leaves operations as they are. */
    static Operation[] join(Operation[] operations) {
        return operations;
    }
}
