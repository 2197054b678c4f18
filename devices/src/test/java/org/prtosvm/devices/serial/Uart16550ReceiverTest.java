package org.prtosvm.devices.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.prtosvm.devices.time.EventQueue;

/** The receiver, with a character time of 10 counts. */
class Uart16550ReceiverTest {
    private static final int CHARACTER = 10;

    private long now;
    private boolean line;
    private final EventQueue events = new EventQueue(() -> now, count -> {});
    private final List<Integer> sent = new ArrayList<>();
    private final Uart16550 uart = new Uart16550(sent::add, high -> line = high, events, Uart16550.PC_BITS_PER_SECOND);

    Uart16550ReceiverTest() {
        uart.write(3, 0x03);
    }

    private void to(long count) {
        events.runDue(count);
        now = count;
    }

    @Test
    void shouldHoldOneByteWithoutFifo() {
        uart.write(4, 0x08);
        uart.write(1, 0x05);
        uart.receive('a');
        assertTrue(line);
        assertEquals(0x04, uart.read(2));
        assertEquals(0x61, uart.read(5));
        uart.receive('b');
        assertEquals(0x06, uart.read(2), "line status first");
        assertEquals(0x63, uart.read(5));
        assertEquals('b', uart.read(0), "the new byte has destroyed the old one");
        assertFalse(line);
        assertEquals(0x60, uart.read(5));
        assertEquals(1, uart.overrunCount());
        assertEquals(2, uart.receivedCount());
    }

    @Test
    void shouldInterruptAtTheTriggerLevel() {
        uart.write(2, 0x81);
        uart.write(4, 0x08);
        uart.write(1, 0x01);
        for (int n = 0; n < 7; n++) {
            uart.receive('0' + n);
        }
        assertFalse(line);
        uart.receive('7');
        assertTrue(line);
        assertEquals(0xC4, uart.read(2));
        assertEquals('0', uart.read(0));
        assertFalse(line);
    }

    @Test
    void shouldLoseTheSeventeenthByte() {
        uart.write(2, 0x01);
        for (int n = 0; n < 17; n++) {
            uart.receive(n);
        }
        assertEquals(0x63, uart.read(5));
        for (int n = 0; n < 16; n++) {
            assertEquals(n, uart.read(0));
        }
        assertEquals(0x60, uart.read(5));
        uart.receive(1);
        uart.write(2, 0x03);
        assertEquals(0x60, uart.read(5), "the FIFO was reset");
    }

    @Test
    void shouldInterruptForBytesThatWait() {
        uart.write(2, 0xC1);
        uart.write(4, 0x08);
        uart.write(1, 0x01);
        uart.receive('x');
        to(4 * CHARACTER - 1);
        assertFalse(line);
        uart.receive('y');
        to(4 * CHARACTER + 4 * CHARACTER - 2);
        assertFalse(line, "the second byte starts the time anew");
        to(8 * CHARACTER);
        assertTrue(line);
        assertEquals(0xCC, uart.read(2));
        assertEquals('x', uart.read(0));
        assertFalse(line);
        to(12 * CHARACTER);
        assertTrue(line);
        uart.read(0);
        to(100 * CHARACTER);
        assertFalse(line);
    }

    @Test
    void shouldKnowTheTimeOfACharacter() {
        assertEquals(10, uart.countsPerCharacter());
        uart.write(3, 0x1F);
        assertEquals(12, uart.countsPerCharacter());
        uart.write(3, 0x80);
        uart.write(0, 12);
        assertEquals(84, uart.countsPerCharacter());
    }

    @Test
    void shouldLoopBack() {
        uart.write(4, 0x1F);
        assertEquals(0xF0, uart.read(6) & 0xF0);
        uart.write(0, 'z');
        assertEquals('z', uart.read(0));
        uart.receive('q');
        assertEquals(0x60, uart.read(5), "the line is cut");
        assertEquals(List.of(), sent);
        uart.write(1, 0x02);
        assertFalse(line, "OUT2 is inactive");
        uart.write(4, 0x10);
        assertEquals(0x0F, uart.read(6), "all four have changed, the ring indicator went off");
        assertEquals(0x00, uart.read(6));
    }

    @Test
    void shouldInterruptForChangesOfTheModem() {
        uart.write(1, 0x08);
        uart.write(4, 0x18);
        uart.read(6);
        uart.write(4, 0x19);
        assertEquals(0x00, uart.read(2), "modem status");
        assertEquals(0xA2, uart.read(6));
        assertEquals(0x01, uart.read(2));
    }

    @Test
    void shouldBeFedAtTheSpeedOfTheLineOnceItListens() {
        List<Integer> bytes = new ArrayList<>(List.of((int) 'h', (int) 'i', (int) '!'));
        SerialFeed feed =
                new SerialFeed(uart, events, () -> bytes.isEmpty() ? SerialFeed.NOTHING : bytes.removeFirst());
        feed.wake();
        to(1000);
        assertEquals(EventQueue.NEVER, events.next(), "nobody has looked for bytes yet");
        assertEquals(0x60, uart.read(5));
        to(1000 + CHARACTER);
        assertEquals(0x61, uart.read(5));
        to(2000);
        assertEquals(2, bytes.size(), "without FIFO one byte at a time");
        assertEquals('h', uart.read(0));
        to(2000 + CHARACTER);
        assertEquals('i', uart.read(0));
        to(2000 + 2 * CHARACTER);
        assertEquals('!', uart.read(0));
        to(3000);
        assertEquals(0x60, uart.read(5));
        assertEquals(0, uart.overrunCount());
    }

    @Test
    void shouldGoOnFromSavedRegisters() throws IOException {
        uart.write(2, 0x01);
        uart.write(1, 0x01);
        uart.write(4, 0x08);
        uart.receive('a');
        uart.receive('b');
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        uart.save(new DataOutputStream(saved));
        Uart16550 other = new Uart16550(sent::add, high -> line = high);
        other.restore(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
        assertEquals('a', other.read(0));
        assertEquals('b', other.read(0));
        assertFalse(line);
        other.reset();
        assertEquals(0, other.read(1));
    }
}
