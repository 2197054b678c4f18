// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.port;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.prtosvm.prtos.port.PortFixture.ARGUMENT;
import static org.prtosvm.prtos.port.PortFixture.BUFFER;
import static org.prtosvm.prtos.port.PortFixture.DESTINATION;
import static org.prtosvm.prtos.port.PortFixture.FLAGS;
import static org.prtosvm.prtos.port.PortFixture.NAME;
import static org.prtosvm.prtos.port.PortFixture.SAMPLING;
import static org.prtosvm.prtos.port.PortFixture.SOURCE;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.prtosvm.abi.ObjectDescriptor;
import org.prtosvm.abi.PortDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.prtos.config.Port;
import org.prtosvm.prtos.config.PortDirection;
import org.prtosvm.prtos.config.PortType;
import org.prtosvm.prtos.object.TestCaller;
import org.prtosvm.prtos.object.TestSystem;

/** After the conformance cases 16-sampling and 17-sampling-errors. */
class SamplingPortObjectTest {
    private final TestCaller first = new TestCaller(0, true);
    private final TestCaller second = new TestCaller(1, false);
    private final TestCaller third = new TestCaller(2, false);

    private static PortFixture threePartitions() {
        return new PortFixture(new TestSystem()
                .sampling(64, 0, 2)
                .sampling(32, 500_000, 1)
                .sampling(16, 0, 1)
                .partition()
                .port("out1", PortType.SAMPLING, PortDirection.SOURCE, 0)
                .port("out2", PortType.SAMPLING, PortDirection.SOURCE, 1)
                .port("back", PortType.SAMPLING, PortDirection.DESTINATION, 2)
                .end()
                .partition()
                .port("in1", PortType.SAMPLING, PortDirection.DESTINATION, 0)
                .port("ret", PortType.SAMPLING, PortDirection.SOURCE, 2)
                .end()
                .partition()
                .port("in1", PortType.SAMPLING, PortDirection.DESTINATION, 0)
                .port("in2", PortType.SAMPLING, PortDirection.DESTINATION, 1)
                .end()
                .build());
    }

    /** Own ports: 0 sa, 1 sb, 2 sin, 3 sfree, 4 q, 5 sfin; partition 1: 6 d1, 7 d2, 8 src, 9 qd. */
    private static PortFixture manyPorts() {
        return new PortFixture(new TestSystem()
                .sampling(64, 0, 1)
                .sampling(8, 20_000, 1)
                .sampling(64, 0, 1)
                .queuing(16, 2)
                .partition()
                .port("sa", PortType.SAMPLING, PortDirection.SOURCE, 0)
                .port("sb", PortType.SAMPLING, PortDirection.SOURCE, 1)
                .port("sin", PortType.SAMPLING, PortDirection.DESTINATION, 2)
                .port("sfree", PortType.SAMPLING, PortDirection.SOURCE, Port.UNCONNECTED)
                .port("q", PortType.QUEUING, PortDirection.SOURCE, 3)
                .port("sfin", PortType.SAMPLING, PortDirection.DESTINATION, Port.UNCONNECTED)
                .end()
                .partition()
                .port("d1", PortType.SAMPLING, PortDirection.DESTINATION, 0)
                .port("d2", PortType.SAMPLING, PortDirection.DESTINATION, 1)
                .port("src", PortType.SAMPLING, PortDirection.SOURCE, 2)
                .port("qd", PortType.QUEUING, PortDirection.DESTINATION, 3)
                .end()
                .build());
    }

    @Test
    void shouldCarryTheLastMessageToAllDestinations() {
        PortFixture ports = threePartitions();
        assertEquals(0, ports.createSampling(first, "out1", 64, SOURCE, 0));
        assertEquals(1, ports.createSampling(first, "out2", 32, SOURCE, 500_000));
        assertEquals(2, ports.createSampling(first, "back", 16, DESTINATION, 0));
        assertEquals(PrtosStatus.OK, ports.samplingStatus(first, 0));
        assertEquals(0, first.get64(ARGUMENT));
        assertEquals(0, first.get64(ARGUMENT + 8));
        assertEquals(0, ports.read(first, 2, 16));
        assertEquals(0, first.get32(FLAGS));

        first.nowUs = 2000;
        assertEquals(PrtosStatus.OK, ports.write(first, 0, "first\0"));
        ports.samplingStatus(first, 0);
        assertEquals(2000, first.get64(ARGUMENT + PortDescriptor.SAMPLING_STATUS_TIMESTAMP_OFFSET));
        assertEquals(6, first.get32(ARGUMENT + PortDescriptor.SAMPLING_STATUS_LENGTH_OFFSET));
        assertEquals(PrtosStatus.OK, ports.write(first, 0, "second message\0"));
        assertEquals(PrtosStatus.OK, ports.write(first, 1, "valid\0"));
        assertEquals(1, ports.samplingFlags(first, 1));

        assertEquals(3, ports.createSampling(second, "in1", 64, DESTINATION, 0));
        assertEquals(4, ports.createSampling(second, "ret", 16, SOURCE, 0));
        second.nowUs = 3000;
        assertEquals(15, ports.read(second, 3, 64));
        assertEquals("second message", second.text(BUFFER, 14));
        assertEquals(0, second.get32(FLAGS));
        assertEquals(15, ports.read(second, 3, 64));
        assertEquals(3, ports.read(second, 3, 3));
        assertEquals(15, ports.read(second, 3, 64));
        assertEquals(PrtosStatus.OK, ports.write(second, 4, "ret\0"));

        assertEquals(5, ports.createSampling(third, "in1", 64, DESTINATION, 0));
        assertEquals(6, ports.createSampling(third, "in2", 32, DESTINATION, 500_000));
        third.nowUs = 4000;
        assertEquals(6, ports.read(third, 6, 32));
        assertEquals(1, third.get32(FLAGS));
        assertEquals(3, ports.samplingFlags(third, 6));
        assertEquals(4, ports.read(first, 2, 16));
        assertEquals("ret", first.text(BUFFER, 3));

        third.nowUs = 2000 + 500_000;
        assertEquals(6, ports.read(third, 6, 32));
        assertEquals(0, third.get32(FLAGS));
        assertEquals(2, ports.samplingFlags(third, 6));
    }

    @Test
    void shouldTellHowAPortIsConfigured() {
        PortFixture ports = threePartitions();
        third.put32(ARGUMENT, third.text(NAME, "in2"));
        int descriptor = third.own(SAMPLING, 0);
        assertEquals(PrtosStatus.OK, ports.sampling.control(third, descriptor, 2, ARGUMENT));
        assertEquals(NAME, third.get32(ARGUMENT));
        assertEquals(500_000, third.get64(ARGUMENT + PortDescriptor.SAMPLING_INFO_PERIOD_OFFSET));
        assertEquals(32, third.get32(ARGUMENT + PortDescriptor.SAMPLING_INFO_SIZE_OFFSET));
        assertEquals(DESTINATION, third.get32(ARGUMENT + PortDescriptor.SAMPLING_INFO_DIRECTION_OFFSET));
        third.put32(ARGUMENT, third.text(NAME, "in3"));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.sampling.control(third, descriptor, 2, ARGUMENT));
    }

    @Test
    void shouldRefuseToCreateInTheDocumentedOrder() throws IOException {
        PortFixture ports = manyPorts();
        byte[] untouched = ports.saved();
        int own = first.own(SAMPLING, 0);
        int foreign = ObjectDescriptor.of(SAMPLING, 1, 0, 0);
        assertEquals(PrtosStatus.INVALID_PARAM, ports.sampling.control(first, own, 0, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.sampling.control(first, own, 0, ARGUMENT));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.sampling.control(first, foreign, 0, ARGUMENT));
        assertEquals(PrtosStatus.PERM_ERROR, ports.createSampling(first, 1, "sa", 64, 0, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.createSampling(first, "sa", 64, 0, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.createSampling(first, "zz", 64, 3, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.createSampling(first, "zz", 64, SOURCE, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.createSampling(first, "d1", 64, DESTINATION, 0));
        assertEquals(PrtosStatus.INVALID_CONFIG, ports.createSampling(first, "q", 16, SOURCE, 0));
        assertEquals(PrtosStatus.INVALID_CONFIG, ports.createSampling(first, "sa", 64, DESTINATION, 0));
        assertEquals(PrtosStatus.INVALID_CONFIG, ports.createSampling(first, "sa", 63, SOURCE, 0));
        assertEquals(PrtosStatus.INVALID_CONFIG, ports.createSampling(first, "sa", 64, SOURCE, 1));
        assertEquals(PrtosStatus.INVALID_CONFIG, ports.createSampling(first, "sa", 64, SOURCE, 0xFFFF_FFFFL));
        assertEquals(PrtosStatus.INVALID_CONFIG, ports.createSampling(first, "sb", 8, SOURCE, 0x1_0000_0000L + 20_000));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.write(first, 0, "x"));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.read(first, 2, 1));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.samplingStatus(first, 0));
        assertArrayEquals(untouched, ports.saved());
    }

    @Test
    void shouldOpenAPortOnce() {
        PortFixture ports = manyPorts();
        assertEquals(0, ports.createSampling(first, "sa", 64, SOURCE, 0));
        assertEquals(PrtosStatus.NO_ACTION, ports.createSampling(first, "sa", 64, SOURCE, 0));
        assertEquals(PrtosStatus.NO_ACTION, ports.createSampling(first, "sa", 1, SOURCE, 0));
        assertEquals(PrtosStatus.INVALID_CONFIG, ports.createSampling(first, "sa", 64, DESTINATION, 0));
    }

    @Test
    void shouldRefuseToWriteInTheDocumentedOrder() throws IOException {
        PortFixture ports = openManyPorts();
        byte[] untouched = ports.saved();
        int foreign = ObjectDescriptor.of(SAMPLING, 1, 0, 0);
        assertEquals(PrtosStatus.PERM_ERROR, ports.sampling.write(first, foreign, BUFFER, 0, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.write(first, 8, BUFFER, 1));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.write(first, 4, BUFFER, 1));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.write(first, 2, BUFFER, 1));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.write(first, 10, BUFFER, 1));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.write(first, 1023, BUFFER, 1));
        assertEquals(PrtosStatus.INVALID_CONFIG, ports.write(first, 0, BUFFER, 0));
        assertEquals(PrtosStatus.INVALID_CONFIG, ports.write(first, 0, BUFFER, 65));
        assertEquals(PrtosStatus.INVALID_CONFIG, ports.write(first, 0, 0, 65));
        assertEquals(PrtosStatus.INVALID_CONFIG, ports.write(first, 0, BUFFER, -1));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.write(first, 0, 0, 1));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.write(first, 0, PrtosConstants.HYPERVISOR_OFFSET, 1));
        assertEquals(PrtosStatus.INVALID_CONFIG, ports.write(first, 3, BUFFER, 0));
        assertArrayEquals(untouched, ports.saved());
        assertEquals(0, ports.systemMessages().samplingWritten);
        assertEquals(0, ports.bitmap(0));
        assertEquals(PrtosStatus.OK, ports.write(first, 0, BUFFER, 64));
        assertEquals(PrtosStatus.OK, ports.write(first, 3, 0, 99));
        assertEquals(1, ports.systemMessages().samplingWritten);
    }

    @Test
    void shouldRefuseToReadInTheDocumentedOrder() throws IOException {
        PortFixture ports = openManyPorts();
        byte[] untouched = ports.saved();
        int port = first.own(SAMPLING, 2);
        int foreign = ObjectDescriptor.of(SAMPLING, 1, 0, 2);
        assertEquals(PrtosStatus.PERM_ERROR, ports.sampling.read(first, foreign, BUFFER, 1, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.sampling.read(first, port, BUFFER, 1, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.sampling.read(first, port, BUFFER, 0, TestCaller.READ_ONLY));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.read(first, 0, 1));
        assertEquals(PrtosStatus.INVALID_CONFIG, ports.read(first, 2, 0));
        assertEquals(PrtosStatus.INVALID_CONFIG, ports.read(first, 2, 65));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.sampling.read(first, port, 0, 1, FLAGS));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.sampling.read(first, port, TestCaller.READ_ONLY, 1, FLAGS));
        assertArrayEquals(untouched, ports.saved());
        assertEquals(0, ports.read(first, 2, 64));
        first.put32(FLAGS, 0x1234);
        assertEquals(0, ports.read(first, 5, 64));
        assertEquals(0x1234, first.get32(FLAGS));
    }

    @Test
    void shouldRefuseStatusAndInfoInTheDocumentedOrder() {
        PortFixture ports = openManyPorts();
        int own = first.own(SAMPLING, 0);
        int foreign = ObjectDescriptor.of(SAMPLING, 1, 0, 0);
        assertEquals(PrtosStatus.PERM_ERROR, ports.sampling.control(first, foreign, 1, ARGUMENT));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.samplingStatus(first, 4));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.samplingStatus(first, 6));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.sampling.control(first, own, 1, TestCaller.READ_ONLY));
        first.put64(ARGUMENT, -1);
        first.put64(ARGUMENT + 8, -1);
        assertEquals(PrtosStatus.OK, ports.samplingStatus(first, 3));
        assertEquals(0, first.get64(ARGUMENT));
        assertEquals(0, first.get64(ARGUMENT + 8));
        first.put32(ARGUMENT, 0);
        assertEquals(PrtosStatus.INVALID_PARAM, ports.sampling.control(first, own, 2, ARGUMENT));
        first.put32(ARGUMENT, first.text(NAME, "q"));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.sampling.control(first, own, 2, ARGUMENT));
        assertEquals(PrtosStatus.PERM_ERROR, ports.sampling.control(first, foreign, 2, ARGUMENT));
        first.put32(ARGUMENT, first.text(NAME, "sfree"));
        assertEquals(PrtosStatus.OK, ports.sampling.control(first, own, 2, ARGUMENT));
        assertEquals(0xFFFF_FFFFL, first.get64(ARGUMENT + PortDescriptor.SAMPLING_INFO_PERIOD_OFFSET));
        assertEquals(0, first.get32(ARGUMENT + PortDescriptor.SAMPLING_INFO_SIZE_OFFSET));
        assertEquals(0, first.get32(ARGUMENT + PortDescriptor.SAMPLING_INFO_DIRECTION_OFFSET));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.sampling.control(first, own, 3, ARGUMENT));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.send(first, 0, "x"));
    }

    private PortFixture openManyPorts() {
        PortFixture ports = manyPorts();
        assertEquals(0, ports.createSampling(first, "sa", 64, SOURCE, 0));
        assertEquals(1, ports.createSampling(first, "sb", 8, SOURCE, 20_000));
        assertEquals(2, ports.createSampling(first, "sin", 64, DESTINATION, 0));
        assertEquals(3, ports.createSampling(first, "sfree", 12_345, SOURCE, 99));
        assertEquals(5, ports.createSampling(first, "sfin", 1, DESTINATION, 0));
        assertEquals(4, ports.createQueuing(first, "q", 2, 16, SOURCE));
        return ports;
    }

    @Test
    void shouldNeverCallAMessageOfInfinitePeriodValid() {
        PortFixture ports = new PortFixture(new TestSystem()
                .sampling(8, 0xFFFF_FFFFL, 1)
                .partition()
                .port("s", PortType.SAMPLING, PortDirection.SOURCE, 0)
                .port("d", PortType.SAMPLING, PortDirection.DESTINATION, 0)
                .end()
                .build());
        ports.createSampling(first, "s", 8, SOURCE, 0xFFFF_FFFFL);
        ports.createSampling(first, "d", 8, DESTINATION, 0xFFFF_FFFFL);
        ports.write(first, 0, "x");
        assertEquals(1, ports.read(first, 1, 8));
        assertEquals(0, first.get32(FLAGS));
    }

    @Test
    void shouldCompareSixteenBytesWhenOpeningAndTheWholeNameForInfo() {
        PortFixture ports = new PortFixture(new TestSystem()
                .partition()
                .port("abcdefghijklmnopqrst", PortType.SAMPLING, PortDirection.SOURCE, Port.UNCONNECTED)
                .end()
                .build());
        first.put32(ARGUMENT, first.text(NAME, "abcdefghijklmnop"));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.sampling.control(first, first.own(SAMPLING, 0), 2, ARGUMENT));
        first.put32(ARGUMENT, first.text(NAME, "abcdefghijklmnopqrst"));
        assertEquals(PrtosStatus.OK, ports.sampling.control(first, first.own(SAMPLING, 0), 2, ARGUMENT));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.createSampling(first, "abcdefghijklmno", 1, SOURCE, 0));
        assertEquals(0, ports.createSampling(first, "abcdefghijklmnop", 1, SOURCE, 0));
    }
}
