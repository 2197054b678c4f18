// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.port;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.prtosvm.prtos.port.PortFixture.DESTINATION;
import static org.prtosvm.prtos.port.PortFixture.SOURCE;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.prtosvm.abi.ExtendedInterrupt;
import org.prtosvm.abi.PortDescriptor;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.prtos.config.PortDirection;
import org.prtosvm.prtos.config.PortType;
import org.prtosvm.prtos.object.TestCaller;
import org.prtosvm.prtos.object.TestSystem;

/** After the conformance cases 20-port-irqs and 56-sane-ports. Ports: 0 s, 1 q; partition 1: 2 s, 3 q. */
class PortNotificationTest {
    private static final int SAMPLING = ExtendedInterrupt.SAMPLING_PORT;
    private static final int QUEUING = ExtendedInterrupt.QUEUING_PORT;

    private final TestCaller first = new TestCaller(0, true);
    private final TestCaller second = new TestCaller(1, false);
    private final PortFixture ports = new PortFixture(new TestSystem()
            .sampling(8, 0, 1)
            .queuing(8, 4)
            .partition()
            .port("s", PortType.SAMPLING, PortDirection.SOURCE, 0)
            .port("q", PortType.QUEUING, PortDirection.SOURCE, 1)
            .end()
            .partition()
            .port("s", PortType.SAMPLING, PortDirection.DESTINATION, 0)
            .port("q", PortType.QUEUING, PortDirection.DESTINATION, 1)
            .end()
            .build());

    private void openSources() {
        assertEquals(0, ports.createSampling(first, "s", 8, SOURCE, 0));
        assertEquals(1, ports.createQueuing(first, "q", 4, 8, SOURCE));
    }

    private void openDestinations() {
        assertEquals(2, ports.createSampling(second, "s", 8, DESTINATION, 0));
        assertEquals(3, ports.createQueuing(second, "q", 4, 8, DESTINATION));
    }

    @Test
    void shouldNotifyBothEnds() {
        openSources();
        ports.write(first, 0, "a");
        ports.send(first, 1, "a");
        assertEquals(0, ports.raised.size(), "nobody listens yet");
        openDestinations();
        assertEquals(0, ports.raised.size(), "nothing for what was sent before opening");
        assertEquals(1, ports.read(second, 2, 8));
        assertEquals(1, ports.receive(second, 3, 8));
        assertEquals(1, ports.raised(0, SAMPLING));
        assertEquals(1, ports.raised(0, QUEUING));
        assertEquals(0, ports.bitmap(0));

        ports.write(first, 0, "b");
        assertEquals(1, ports.bitmap(0));
        ports.send(first, 1, "b");
        ports.send(first, 1, "c");
        assertEquals(3, ports.bitmap(0));
        assertEquals(3, ports.bitmap(1));
        assertEquals(1, ports.raised(1, SAMPLING));
        assertEquals(2, ports.raised(1, QUEUING));

        assertEquals(1, ports.read(second, 2, 8));
        assertEquals(2, ports.bitmap(0));
        assertEquals(2, ports.bitmap(1));
        assertEquals(1, ports.receive(second, 3, 8));
        assertEquals(2, ports.bitmap(1), "not empty yet");
        assertEquals(1, ports.receive(second, 3, 8));
        assertEquals(0, ports.bitmap(0));
        assertEquals(0, ports.bitmap(1));
        assertEquals(3, ports.raised(0, QUEUING));
    }

    @Test
    void shouldMarkTheRightPortAsNew() {
        openSources();
        openDestinations();
        assertEquals(PortDescriptor.STATE_EMPTY << 1, ports.samplingFlags(second, 2));
        ports.write(first, 0, "abc");
        assertEquals(PortDescriptor.STATE_NEW << 1, ports.samplingFlags(second, 2));
        assertEquals(PortDescriptor.STATE_EMPTY << 1, ports.samplingFlags(first, 0));
        assertEquals(3, ports.read(second, 2, 8));
        assertEquals(PortDescriptor.STATE_CONSUMED << 1, ports.samplingFlags(second, 2));
    }

    @Test
    void shouldOpenAgainAfterEachReset() {
        openSources();
        openDestinations();
        for (int reset = 1; reset <= 3; reset++) {
            ports.table.closePorts(1);
            assertEquals(PrtosStatus.INVALID_PARAM, ports.read(second, 2, 8));
            assertEquals(PrtosStatus.OK, ports.write(first, 0, "def"));
            assertEquals(reset, ports.raised(1, SAMPLING), "registered once, over resets");
            openDestinations();
            assertEquals(3, ports.read(second, 2, 8));
        }
    }

    @Test
    void shouldNotFindForeignNames() {
        assertEquals(PrtosStatus.INVALID_PARAM, ports.createSampling(first, "nobody", 8, SOURCE, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.createSampling(first, "nobody", 8, DESTINATION, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.createQueuing(first, "nobody", 4, 8, SOURCE));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.createQueuing(first, "nobody", 4, 8, DESTINATION));
    }

    @Test
    void shouldRestoreOpenPortsAndTheirStates() throws IOException {
        openSources();
        openDestinations();
        ports.write(first, 0, "abc");
        byte[] state = ports.saved();
        ports.table.start();
        ports.restore(state);
        assertArrayEquals(state, ports.saved());
        assertEquals(PortDescriptor.STATE_NEW << 1, ports.samplingFlags(second, 2));
        assertEquals(3, ports.read(second, 2, 8));
    }

    @Test
    void shouldReportWhatHappens() {
        openSources();
        ports.write(first, 0, "abc");
        assertEquals("[20 0 2, 20 1 2, 21 0 3]", first.reports.toString());
    }
}
