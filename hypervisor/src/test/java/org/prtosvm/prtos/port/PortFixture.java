// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.port;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.prtosvm.abi.ObjectDescriptor;
import org.prtosvm.abi.PortDescriptor;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.prtos.object.ObjectCaller;
import org.prtosvm.prtos.object.TestCaller;
import org.prtosvm.prtos.partition.MessageCounters;

/** Ports of a system with kernel services that remember, and the calls that guests make. */
final class PortFixture implements PortServices {
    static final int SAMPLING = ObjectDescriptor.CLASS_SAMPLING_PORT;
    static final int QUEUING = ObjectDescriptor.CLASS_QUEUING_PORT;
    static final int SOURCE = 2;
    static final int DESTINATION = 1;
    static final int BUFFER = TestCaller.BASE + 0x100;
    static final int ARGUMENT = TestCaller.BASE + 0x1000;
    static final int NAME = TestCaller.BASE + 0x1100;
    static final int FLAGS = TestCaller.BASE + 0x1200;

    final PortTable table;
    final SamplingPortObject sampling;
    final QueuingPortObject queuing;
    final Map<Integer, Integer> raised = new HashMap<>();
    final Map<Integer, Integer> bitmaps = new HashMap<>();
    private final MessageCounters systemCounters = new MessageCounters();
    private final Map<Integer, MessageCounters> counters = new HashMap<>();

    PortFixture(SystemConfiguration configuration) {
        table = new PortTable(configuration);
        sampling = new SamplingPortObject(table, this);
        queuing = new QueuingPortObject(table, this);
        table.start();
    }

    @Override
    public void raise(ObjectCaller caller, int partitionId, int interrupt) {
        raised.merge(partitionId << 8 | interrupt, 1, Integer::sum);
    }

    int raised(int partitionId, int interrupt) {
        return raised.getOrDefault(partitionId << 8 | interrupt, 0);
    }

    @Override
    public void setPortBit(int partitionId, int port, boolean value) {
        int old = bitmap(partitionId);
        bitmaps.put(partitionId, value ? old | 1 << port : old & ~(1 << port));
    }

    @Override
    public void clearPortBit(int partitionId, int vcpuId, int port) {
        setPortBit(partitionId, port, false);
    }

    int bitmap(int partitionId) {
        return bitmaps.getOrDefault(partitionId, 0);
    }

    @Override
    public MessageCounters systemMessages() {
        return systemCounters;
    }

    @Override
    public MessageCounters messages(int partitionId) {
        return counters.computeIfAbsent(partitionId, id -> new MessageCounters());
    }

    int createSampling(TestCaller caller, String name, int size, int direction, long period) {
        return createSampling(caller, caller.partitionId(), name, size, direction, period);
    }

    int createSampling(TestCaller caller, int partition, String name, int size, int direction, long period) {
        caller.put32(ARGUMENT, caller.text(NAME, name));
        caller.put32(ARGUMENT + PortDescriptor.SAMPLING_CREATE_SIZE_OFFSET, size);
        caller.put32(ARGUMENT + PortDescriptor.SAMPLING_CREATE_DIRECTION_OFFSET, direction);
        caller.put64(ARGUMENT + PortDescriptor.SAMPLING_CREATE_PERIOD_OFFSET, period);
        return sampling.control(caller, ObjectDescriptor.of(SAMPLING, partition, 0, 0), 0, ARGUMENT);
    }

    int createQueuing(TestCaller caller, String name, int count, int size, int direction) {
        caller.put32(ARGUMENT, caller.text(NAME, name));
        caller.put32(ARGUMENT + PortDescriptor.QUEUING_CREATE_COUNT_OFFSET, count);
        caller.put32(ARGUMENT + PortDescriptor.QUEUING_CREATE_SIZE_OFFSET, size);
        caller.put32(ARGUMENT + PortDescriptor.QUEUING_CREATE_DIRECTION_OFFSET, direction);
        return queuing.control(caller, caller.own(QUEUING, 0), 0, ARGUMENT);
    }

    int write(TestCaller caller, int port, String text) {
        caller.text(BUFFER, text);
        return write(caller, port, BUFFER, text.length());
    }

    int write(TestCaller caller, int port, int buffer, int size) {
        return sampling.write(caller, caller.own(SAMPLING, port), buffer, size, 0);
    }

    int read(TestCaller caller, int port, int size) {
        return sampling.read(caller, caller.own(SAMPLING, port), BUFFER, size, FLAGS);
    }

    int send(TestCaller caller, int port, String text) {
        caller.text(BUFFER, text);
        return send(caller, port, BUFFER, text.length());
    }

    int send(TestCaller caller, int port, int buffer, int size) {
        return queuing.write(caller, caller.own(QUEUING, port), buffer, size, 0);
    }

    int receive(TestCaller caller, int port, int size) {
        return queuing.read(caller, caller.own(QUEUING, port), BUFFER, size, 0);
    }

    /** Sampling status, to be read at ARGUMENT. */
    int samplingStatus(TestCaller caller, int port) {
        return sampling.control(caller, caller.own(SAMPLING, port), PortDescriptor.COMMAND_GET_STATUS, ARGUMENT);
    }

    int samplingFlags(TestCaller caller, int port) {
        int status = samplingStatus(caller, port);
        return status == 0 ? caller.get32(ARGUMENT + PortDescriptor.SAMPLING_STATUS_FLAGS_OFFSET) : status;
    }

    int messageCount(TestCaller caller, int port) {
        int status = queuing.control(caller, caller.own(QUEUING, port), PortDescriptor.COMMAND_GET_STATUS, ARGUMENT);
        return status == 0 ? caller.get32(ARGUMENT) : status;
    }

    byte[] saved() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        table.save(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    void restore(byte[] state) throws IOException {
        table.restore(new DataInputStream(new ByteArrayInputStream(state)));
    }
}
