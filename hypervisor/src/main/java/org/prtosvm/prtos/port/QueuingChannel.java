// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.port;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.prtosvm.prtos.config.Channel;

/** A channel that holds messages in the order in which they were sent. Source: ABI 05-objects, 3.1. */
final class QueuingChannel extends MessageChannel {
    private final Channel.Queuing configuration;
    private final Deque<byte[]> messages = new ArrayDeque<>();

    QueuingChannel(Channel.Queuing configuration) {
        this.configuration = configuration;
    }

    Channel.Queuing configuration() {
        return configuration;
    }

    boolean isFull() {
        return Integer.compareUnsigned(messages.size(), configuration.maxMessages()) >= 0;
    }

    int size() {
        return messages.size();
    }

    void send(byte[] message) {
        messages.addLast(message);
    }

    /** Removes the oldest message; there must be one. */
    byte[] receive() {
        return messages.removeFirst();
    }

    @Override
    void reset() {
        messages.clear();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(messages.size());
        for (byte[] message : messages) {
            out.writeInt(message.length);
            out.write(message);
        }
    }

    @Override
    public void restore(DataInput in) throws IOException {
        messages.clear();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            byte[] message = new byte[in.readInt()];
            in.readFully(message);
            messages.addLast(message);
        }
    }
}
