package org.prtosvm.test.arch.planted.devices;

import org.prtosvm.test.arch.planted.cpu.state.State;

/** A device that reaches past the bus. */
final class UsesCpuState {
    private UsesCpuState() {}

    static void run() {
        State.reset();
    }
}
