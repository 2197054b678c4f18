// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.partition;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.prtosvm.prtos.state.Stateful;

/** Counters of messages, of a partition or of the system. Source: ABI 05-objects, 7. */
public final class MessageCounters implements Stateful {
    /** Sampling messages read. */
    public long samplingRead;
    /** Sampling messages written. */
    public long samplingWritten;
    /** Queuing messages sent. */
    public long queuingSent;
    /** Queuing messages received. */
    public long queuingReceived;

    /** Makes counters at 0. */
    public MessageCounters() {}

    /** Sets all counters to 0. */
    public void clear() {
        samplingRead = 0;
        samplingWritten = 0;
        queuingSent = 0;
        queuingReceived = 0;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(samplingRead);
        out.writeLong(samplingWritten);
        out.writeLong(queuingSent);
        out.writeLong(queuingReceived);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        samplingRead = in.readLong();
        samplingWritten = in.readLong();
        queuingSent = in.readLong();
        queuingReceived = in.readLong();
    }
}
