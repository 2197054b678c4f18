package org.prtosvm.devices.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class Uart16550Test {
    private final List<Integer> sent = new ArrayList<>();
    private int interrupts;
    private final Uart16550 uart = new Uart16550(sent::add, this::countRising);

    @Test
    void shouldSendWhatIsWrittenToTheHoldingRegister() {
        assertEquals(0x60, uart.read(5) & 0x60);
        uart.write(0, 'O');
        uart.write(0, 'K');
        assertEquals(List.of((int) 'O', (int) 'K'), sent);
        assertEquals(2, uart.transmitted());
    }

    @Test
    void shouldShowTheDivisorBehindTheLatchBit() {
        uart.write(3, 0x80);
        uart.write(0, 0x0C);
        uart.write(1, 0x01);
        assertEquals(0x0C, uart.read(0));
        assertEquals(0x01, uart.read(1));
        uart.write(3, 0x03);
        uart.write(1, 0xFF);
        assertEquals(0x0F, uart.read(1));
        assertEquals(List.of(), sent);
    }

    @Test
    void shouldReportFifosOnceEnabled() {
        assertEquals(0x01, uart.read(2));
        uart.write(2, 0xC7);
        assertEquals(0xC1, uart.read(2));
        uart.write(7, 0xA5);
        assertEquals(0xA5, uart.read(7));
    }

    @Test
    void shouldInterruptWhenTheTransmitterIsEmptyAndTheInterruptEnabled() {
        uart.write(4, 0x08);
        assertEquals(0, interrupts);
        uart.write(1, 0x02);
        assertEquals(1, interrupts);
        assertEquals(0x02, uart.read(2));
        assertEquals(0x01, uart.read(2));
        uart.write(0, 'x');
        assertEquals(2, interrupts);
        uart.write(1, 0x00);
        assertEquals(0x01, uart.read(2));
        uart.write(1, 0x02);
        assertEquals(3, interrupts);
    }

    @Test
    void shouldNotInterruptWhileItsOutputIsNotConnected() {
        uart.write(1, 0x02);
        assertEquals(0, interrupts);
        uart.write(4, 0x08);
        assertEquals(1, interrupts);
    }

    @Test
    void shouldGoOnFromSavedRegisters() throws IOException {
        uart.write(1, 0x02);
        uart.write(7, 0x55);
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        uart.save(new DataOutputStream(saved));
        Uart16550 other = new Uart16550(sent::add, this::countRising);
        other.restore(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
        assertEquals(0x55, other.read(7));
        assertEquals(0x02, other.read(2));
    }

    private void countRising(boolean high) {
        interrupts += high ? 1 : 0;
    }
}
