// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.port;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prtosvm.prtos.state.Stateful;

/** What sampling and queuing channels have in common: the ports at their ends. */
abstract sealed class MessageChannel implements Stateful permits SamplingChannel, QueuingChannel {
    private final List<CommunicationPort> destinations = new ArrayList<>();
    private @Nullable CommunicationPort source;

    /** Adds a port at the end that its direction says. */
    void connect(CommunicationPort port) {
        if (port.isSource()) {
            source = port;
        } else {
            destinations.add(port);
        }
    }

    List<CommunicationPort> destinations() {
        return destinations;
    }

    /** The source, if it has been opened since the start of the system. */
    @Nullable
    CommunicationPort registeredSource() {
        return source != null && source.isRegistered() ? source : null;
    }

    /** Forgets all messages, when the system is reset. */
    abstract void reset();
}
