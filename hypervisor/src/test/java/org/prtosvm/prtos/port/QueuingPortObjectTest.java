// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.port;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.prtosvm.prtos.port.PortFixture.ARGUMENT;
import static org.prtosvm.prtos.port.PortFixture.BUFFER;
import static org.prtosvm.prtos.port.PortFixture.DESTINATION;
import static org.prtosvm.prtos.port.PortFixture.NAME;
import static org.prtosvm.prtos.port.PortFixture.QUEUING;
import static org.prtosvm.prtos.port.PortFixture.SOURCE;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.prtosvm.abi.ObjectDescriptor;
import org.prtosvm.abi.PortDescriptor;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.prtos.config.Port;
import org.prtosvm.prtos.config.PortDirection;
import org.prtosvm.prtos.config.PortType;
import org.prtosvm.prtos.object.TestCaller;
import org.prtosvm.prtos.object.TestSystem;

/** After the conformance case 18-queuing. Ports: 0 tx, 1 rx, 2 free; partition 1: 3 in, 4 out. */
class QueuingPortObjectTest {
    private final TestCaller first = new TestCaller(0, true);
    private final TestCaller second = new TestCaller(1, false);
    private final PortFixture ports = new PortFixture(new TestSystem()
            .queuing(32, 4)
            .queuing(16, 8)
            .partition()
            .port("tx", PortType.QUEUING, PortDirection.SOURCE, 0)
            .port("rx", PortType.QUEUING, PortDirection.DESTINATION, 1)
            .port("free", PortType.QUEUING, PortDirection.DESTINATION, Port.UNCONNECTED)
            .end()
            .partition()
            .port("in", PortType.QUEUING, PortDirection.DESTINATION, 0)
            .port("out", PortType.QUEUING, PortDirection.SOURCE, 1)
            .end()
            .build());

    @BeforeEach
    void open() {
        assertEquals(0, ports.createQueuing(first, "tx", 4, 32, SOURCE));
        assertEquals(1, ports.createQueuing(first, "rx", 8, 16, DESTINATION));
    }

    @Test
    void shouldDeliverInOrder() {
        assertEquals(PrtosStatus.OP_NOT_ALLOWED, ports.receive(first, 1, 16));
        assertEquals(0, ports.messageCount(first, 0));
        for (int i = 0; i < 4; i++) {
            assertEquals(PrtosStatus.OK, ports.send(first, 0, "message " + i));
        }
        assertEquals(4, ports.messageCount(first, 0));
        assertEquals(PrtosStatus.OP_NOT_ALLOWED, ports.send(first, 0, "message 4"));

        assertEquals(3, ports.createQueuing(second, "in", 4, 32, DESTINATION));
        assertEquals(4, ports.createQueuing(second, "out", 8, 16, SOURCE));
        assertEquals(4, ports.messageCount(second, 3));
        assertEquals(9, ports.receive(second, 3, 32));
        assertEquals("message 0", second.text(BUFFER, 9));
        assertEquals(7, ports.receive(second, 3, 7));
        assertEquals("message", second.text(BUFFER, 7));
        assertEquals(2, ports.messageCount(first, 0));
        assertEquals(9, ports.receive(second, 3, 32));
        assertEquals("message 2", second.text(BUFFER, 9));
        assertEquals(9, ports.receive(second, 3, 32));
        assertEquals("message 3", second.text(BUFFER, 9));
        assertEquals(PrtosStatus.OP_NOT_ALLOWED, ports.receive(second, 3, 32));
        assertEquals(4, ports.messages(0).queuingSent);
        assertEquals(4, ports.messages(1).queuingReceived);
        assertEquals(4, ports.systemMessages().queuingReceived);
    }

    @Test
    void shouldTellHowAPortIsConfigured() {
        second.put32(ARGUMENT, second.text(NAME, "in"));
        second.put64(ARGUMENT + 16, 0x5555_5555_5555_5555L);
        assertEquals(PrtosStatus.OK, ports.queuing.control(second, second.own(QUEUING, 0), 2, ARGUMENT));
        assertEquals(32, second.get32(ARGUMENT + PortDescriptor.QUEUING_INFO_SIZE_OFFSET));
        assertEquals(4, second.get32(ARGUMENT + PortDescriptor.QUEUING_INFO_COUNT_OFFSET));
        assertEquals(DESTINATION, second.get32(ARGUMENT + PortDescriptor.QUEUING_INFO_DIRECTION_OFFSET));
        assertEquals(0x5555_5555_5555_5555L, second.get64(ARGUMENT + 16), "the period is not written");
    }

    @Test
    void shouldRefuseToCreateInTheDocumentedOrder() throws IOException {
        byte[] untouched = ports.saved();
        assertEquals(PrtosStatus.INVALID_PARAM, ports.createQueuing(second, "in", 4, 32, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.createQueuing(second, "tx", 4, 32, SOURCE));
        assertEquals(PrtosStatus.INVALID_CONFIG, ports.createQueuing(second, "in", 4, 32, SOURCE));
        assertEquals(PrtosStatus.INVALID_CONFIG, ports.createQueuing(second, "in", 5, 32, DESTINATION));
        assertEquals(PrtosStatus.INVALID_CONFIG, ports.createQueuing(second, "in", 4, 31, DESTINATION));
        assertEquals(PrtosStatus.NO_ACTION, ports.createQueuing(first, "tx", 1, 1, SOURCE));
        assertArrayEquals(untouched, ports.saved());
        assertEquals(2, ports.createQueuing(first, "free", 77, 77, DESTINATION));
    }

    @Test
    void shouldRefuseToSendInTheDocumentedOrder() throws IOException {
        byte[] untouched = ports.saved();
        int foreign = ObjectDescriptor.of(QUEUING, 1, 0, 0);
        assertEquals(PrtosStatus.PERM_ERROR, ports.queuing.write(first, foreign, BUFFER, 1, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.send(first, 4, BUFFER, 1));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.send(first, 1, BUFFER, 1));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.send(first, 1023, BUFFER, 1));
        assertEquals(PrtosStatus.INVALID_CONFIG, ports.send(first, 0, BUFFER, 0));
        assertEquals(PrtosStatus.INVALID_CONFIG, ports.send(first, 0, 0, 33));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.send(first, 0, 0, 32));
        assertArrayEquals(untouched, ports.saved());
        assertEquals(PrtosStatus.OK, ports.send(first, 0, TestCaller.READ_ONLY, 32), "a source may be read-only");
    }

    @Test
    void shouldRefuseToReceiveInTheDocumentedOrder() throws IOException {
        ports.createQueuing(second, "in", 4, 32, DESTINATION);
        ports.createQueuing(first, "free", 1, 1, DESTINATION);
        ports.send(first, 0, "m");
        byte[] untouched = ports.saved();
        int own = second.own(QUEUING, 3);
        int foreign = ObjectDescriptor.of(QUEUING, 0, 0, 3);
        assertEquals(PrtosStatus.PERM_ERROR, ports.queuing.read(second, foreign, BUFFER, 1, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.receive(second, 1, 1));
        assertEquals(PrtosStatus.INVALID_CONFIG, ports.receive(second, 3, 0));
        assertEquals(PrtosStatus.INVALID_CONFIG, ports.receive(second, 3, 33));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.queuing.read(second, own, 0, 1, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, ports.queuing.read(second, own, TestCaller.READ_ONLY, 1, 0));
        assertArrayEquals(untouched, ports.saved());
        assertEquals(0, ports.receive(first, 2, 99));
        assertEquals(0, ports.messageCount(first, 2));
        assertEquals(1, ports.receive(second, 3, 32));
    }

    @Test
    void shouldKeepMessagesOverAResetOfTheReceiver() {
        ports.createQueuing(second, "in", 4, 32, DESTINATION);
        ports.send(first, 0, "kept");
        ports.table.closePorts(1);
        assertEquals(PrtosStatus.INVALID_PARAM, ports.receive(second, 3, 32));
        assertEquals(3, ports.createQueuing(second, "in", 4, 32, DESTINATION));
        assertEquals(4, ports.receive(second, 3, 32));
    }

    @Test
    void shouldForgetEverythingAtAStartOfTheSystem() {
        ports.send(first, 0, "lost");
        ports.table.start();
        assertEquals(PrtosStatus.INVALID_PARAM, ports.messageCount(first, 0));
        ports.createQueuing(first, "tx", 4, 32, SOURCE);
        assertEquals(0, ports.messageCount(first, 0));
    }

    @Test
    void shouldRestoreWhatWasSaved() throws IOException {
        ports.send(first, 0, "one");
        ports.send(first, 0, "two");
        byte[] state = ports.saved();
        ports.table.start();
        ports.restore(state);
        assertArrayEquals(state, ports.saved());
        ports.createQueuing(second, "in", 4, 32, DESTINATION);
        assertEquals(3, ports.receive(second, 3, 32));
        assertEquals("one", second.text(BUFFER, 3));
        assertEquals(1, ports.messageCount(first, 0));
    }
}
