// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.port;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.prtosvm.abi.PortDescriptor;
import org.prtosvm.prtos.config.Channel;

/** A channel that holds the last message. Source: ABI 05-objects, 3.1. */
final class SamplingChannel extends MessageChannel {
    private static final long INFINITE_US = Integer.toUnsignedLong(PortDescriptor.PERIOD_INFINITE);

    private final Channel.Sampling configuration;
    private byte[] message = new byte[0];
    private int length;
    private long timestampUs;

    SamplingChannel(Channel.Sampling configuration) {
        this.configuration = configuration;
    }

    Channel.Sampling configuration() {
        return configuration;
    }

    /** A place for a message of some length, which {@link #publish} makes the last one. */
    byte[] buffer(int newLength) {
        if (message.length < newLength) {
            message = new byte[newLength];
        }
        return message;
    }

    void publish(int newLength, long nowUs) {
        length = newLength;
        timestampUs = nowUs;
    }

    byte[] message() {
        return message;
    }

    /** Bytes of the last message, 0 if there was none. */
    int length() {
        return length;
    }

    /** Time of the last message in microseconds, 0 if there was none. */
    long timestampUs() {
        return timestampUs;
    }

    /** Whether the last message is younger than its valid period; never, if that is infinite (sic). */
    boolean isFresh(long nowUs) {
        return configuration.validPeriodUs() != INFINITE_US && timestampUs + configuration.validPeriodUs() > nowUs;
    }

    @Override
    void reset() {
        length = 0;
        timestampUs = 0;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(length);
        out.write(message, 0, length);
        out.writeLong(timestampUs);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        length = in.readInt();
        in.readFully(buffer(length), 0, length);
        timestampUs = in.readLong();
    }
}
