// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.host;

import org.prtosvm.cpu.engine.ExecutionEngine;
import org.prtosvm.cpu.memory.GuestMemory;

/** Makes the engine that executes guest code. */
@FunctionalInterface
public interface EngineFactory {
    /**
     * Makes an engine; called once for each machine.
     *
     * @param memory memory of the machine
     * @return engine for all processors of the machine
     */
    ExecutionEngine create(GuestMemory memory);
}
