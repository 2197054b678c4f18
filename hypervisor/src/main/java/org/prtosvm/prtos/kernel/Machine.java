// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.prtosvm.cpu.engine.ExecutionEngine;
import org.prtosvm.prtos.host.HypervisorOptions;
import org.prtosvm.prtos.host.RunEnd;
import org.prtosvm.prtos.state.Stateful;

/** A system with an engine: starts, runs, saves and restores it. */
public final class Machine implements Stateful {
    /** Version of what {@link #save} writes. */
    public static final int STATE_VERSION = MachineState.VERSION;

    private final SystemStart start;
    private final RunLoop loop;
    private final MachineState state;
    private boolean started;

    /**
     * Makes a machine; nothing runs yet.
     *
     * @param kernel the system, with all its components
     * @param engine executes guest code
     * @param hypercalls handlers of all hypercalls
     * @param options options of the run
     */
    public Machine(Kernel kernel, ExecutionEngine engine, HypercallEntry hypercalls, HypervisorOptions options) {
        start = new SystemStart(kernel);
        loop = new RunLoop(kernel, engine, hypercalls, start, options.advanceHook());
        state = new MachineState(kernel);
    }

    /** Starts the system unless it runs already or was restored. */
    public void start() {
        if (!started) {
            started = true;
            start.first();
        }
    }

    /**
     * Starts the system if necessary, and runs it.
     *
     * @param untilUs hardware clock in microseconds at which to stop
     * @return why it stopped
     */
    public RunEnd run(long untilUs) {
        start();
        return loop.run(untilUs);
    }

    /** Asks for an end of {@link #run}. Thread rule: any thread. */
    public void requestStop() {
        loop.requestStop();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        start();
        state.save(out);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        started = true;
        state.restore(in);
    }
}
