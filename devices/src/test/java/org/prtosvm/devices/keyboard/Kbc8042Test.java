package org.prtosvm.devices.keyboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.prtosvm.devices.bus.PortDevice;

class Kbc8042Test {
    private boolean line;
    private int rises;
    private boolean a20 = true;
    private int resets;
    private final Kbc8042 controller = new Kbc8042(this::setLine, high -> a20 = high, () -> resets++);
    private final PortDevice data = controller.dataPort();
    private final PortDevice command = controller.commandPort();

    private void setLine(boolean high) {
        rises += high && !line ? 1 : 0;
        line = high;
    }

    @Test
    void shouldPassItsSelfTest() {
        assertEquals(0x10, command.read(0));
        command.write(0, 0xAA);
        assertEquals(0x1D, command.read(0), "output full, self-test passed, a command was written");
        assertEquals(0x55, data.read(0));
        assertEquals(0x1C, command.read(0));
        assertEquals(0x55, data.read(0), "the buffer keeps its byte");
        command.write(0, 0xAB);
        assertEquals(0x00, data.read(0));
        command.write(0, 0xA9);
        assertEquals(0xFF, data.read(0), "no mouse");
    }

    @Test
    void shouldSwitchA20() {
        command.write(0, 0xD1);
        data.write(0, 0xCD);
        assertFalse(a20);
        command.write(0, 0xD0);
        assertEquals(0xCD, data.read(0));
        command.write(0, 0xDF);
        assertTrue(a20);
        command.write(0, 0xDD);
        assertFalse(a20);
        controller.reset();
        assertTrue(a20);
        assertEquals(0, resets);
    }

    @Test
    void shouldResetTheProcessor() {
        command.write(0, 0xFE);
        assertEquals(1, resets);
        command.write(0, 0xFF);
        assertEquals(1, resets, "a pulse of nothing");
        command.write(0, 0xD1);
        data.write(0, 0xCE);
        assertEquals(2, resets);
    }

    @Test
    void shouldInterruptForEveryByteOfTheKeyboard() {
        command.write(0, 0x60);
        data.write(0, 0x45);
        command.write(0, 0x20);
        assertEquals(0x45, data.read(0));
        rises = 0;
        data.write(0, 0xFF);
        assertTrue(line);
        assertEquals(0xFA, data.read(0));
        assertTrue(line);
        assertEquals(0xAA, data.read(0));
        assertFalse(line);
        assertEquals(2, rises);
        data.write(0, 0xED);
        assertEquals(0xFA, data.read(0));
        data.write(0, 0xEE);
        assertEquals(0xEE, data.read(0));
        data.write(0, 0xF2);
        assertEquals(0xFA, data.read(0));
        assertEquals(0xAB, data.read(0));
        assertEquals(0x83, data.read(0));
    }

    @Test
    void shouldDisableAndEnableTheKeyboard() {
        command.write(0, 0xAE);
        command.write(0, 0x20);
        assertEquals(0x00, data.read(0));
        command.write(0, 0xAD);
        command.write(0, 0x20);
        assertEquals(0x10, data.read(0));
    }

    @Test
    void shouldForgetTheOldestAnswersThatNobodyReads() {
        for (int n = 0; n < 100; n++) {
            command.write(0, 0xD2);
            data.write(0, n);
        }
        assertEquals(84, data.read(0));
    }

    @Test
    void shouldGoOnFromSavedRegisters() throws IOException {
        command.write(0, 0xAA);
        command.write(0, 0xD1);
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        controller.save(new DataOutputStream(saved));
        Kbc8042 other = new Kbc8042(this::setLine, high -> a20 = high, () -> resets++);
        other.restore(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
        other.dataPort().write(0, 0xCD);
        assertFalse(a20);
        assertEquals(0x55, other.dataPort().read(0));
    }
}
