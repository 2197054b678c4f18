package org.prtosvm.devices.bus;

/** A wire that requests attention. Thread rule: the thread that runs the machine. */
@FunctionalInterface
public interface InterruptLine {
    /**
     * Drives the wire; to the level that it has already, too.
     *
     * @param high level
     */
    void set(boolean high);
}
