package org.prtosvm.devices.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class Uart16550Test {
    private final List<Integer> sent = new ArrayList<>();
    private final Uart16550 uart = new Uart16550(sent::add);

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
}
