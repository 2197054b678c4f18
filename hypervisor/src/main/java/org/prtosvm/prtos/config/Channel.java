// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

/** A channel between ports. Source: ABI 11-configuration, 3.8. */
public sealed interface Channel {
    /**
     * The longest message.
     *
     * @return bytes, unsigned
     */
    int maxMessageLength();

    /**
     * The kind of ports that this channel connects.
     *
     * @return sampling or queuing
     */
    PortType type();

    /**
     * A channel that holds one message.
     *
     * @param maxMessageLength longest message in bytes, unsigned
     * @param validPeriodUs how long a message is valid, in microseconds; 0 if not given
     * @param receivers number of destinations
     */
    record Sampling(int maxMessageLength, long validPeriodUs, int receivers) implements Channel {
        @Override
        public PortType type() {
            return PortType.SAMPLING;
        }
    }

    /**
     * A channel that holds a queue of messages.
     *
     * @param maxMessageLength longest message in bytes, unsigned
     * @param maxMessages most messages in the queue, unsigned
     */
    record Queuing(int maxMessageLength, int maxMessages) implements Channel {
        @Override
        public PortType type() {
            return PortType.QUEUING;
        }
    }
}
