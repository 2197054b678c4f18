package org.prtosvm.devices.interrupt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Register-level scripts from the 8259A datasheet. */
class PicPairTest {
    private static final int END = 0x20;

    private boolean requested;
    private final PicPair pair = new PicPair(high -> requested = high);
    private final Pic8259 master = pair.master();
    private final Pic8259 slave = pair.slave();

    /** As the firmware of a PC does, with all inputs unmasked. */
    private void initialise(int icw1, int icw4) {
        start(master, icw1, 0x20, 0x04, icw4);
        start(slave, icw1, 0x28, 0x02, icw4);
    }

    private static void start(Pic8259 chip, int icw1, int icw2, int icw3, int icw4) {
        chip.write(0, icw1);
        chip.write(1, icw2);
        chip.write(1, icw3);
        chip.write(1, icw4);
        chip.write(1, 0x00);
    }

    private void pulse(int line) {
        pair.line(line).set(false);
        pair.line(line).set(true);
    }

    private static int inService(Pic8259 chip) {
        chip.write(0, 0x0B);
        return chip.read(0);
    }

    private static int requests(Pic8259 chip) {
        chip.write(0, 0x0A);
        return chip.read(0);
    }

    @Test
    void shouldServeLinesInFixedPriority() {
        initialise(0x11, 0x01);
        pulse(4);
        pulse(1);
        assertTrue(requested);
        assertEquals(0x12, requests(master));
        assertEquals(0x21, pair.acknowledge());
        assertEquals(0x02, inService(master));
        assertFalse(requested, "4 is below the one in service");
        pulse(0);
        assertTrue(requested);
        assertEquals(0x20, pair.acknowledge());
        master.write(0, END);
        assertEquals(0x02, inService(master));
        master.write(0, END);
        assertTrue(requested);
        assertEquals(0x24, pair.acknowledge());
        assertEquals(3, master.acknowledgedCount());
    }

    @Test
    void shouldMaskLinesWithoutForgettingThem() {
        initialise(0x11, 0x01);
        master.write(1, 0xFF);
        pulse(3);
        assertFalse(requested);
        assertEquals(0x08, requests(master));
        assertEquals(0xFF, master.read(1));
        master.write(1, 0xF7);
        assertTrue(requested);
        assertEquals(0x23, pair.acknowledge());
    }

    @Test
    void shouldServeTheSlaveThroughItsLine() {
        initialise(0x11, 0x01);
        pulse(9);
        assertTrue(requested);
        assertEquals(0x29, pair.acknowledge());
        assertEquals(0x04, inService(master));
        assertEquals(0x02, inService(slave));
        pulse(8);
        assertFalse(requested, "the master sees its input 2 in service");
        slave.write(0, END);
        master.write(0, END);
        assertTrue(requested);
        assertEquals(0x28, pair.acknowledge());
    }

    @Test
    void shouldLetTheSlaveRequestAgainInSpecialFullyNestedMode() {
        initialise(0x11, 0x01);
        start(master, 0x11, 0x20, 0x04, 0x11);
        pulse(9);
        pair.acknowledge();
        pulse(8);
        assertTrue(requested);
        assertEquals(0x28, pair.acknowledge());
        assertEquals(0x03, inService(slave));
    }

    @Test
    void shouldRequestOnceForEachEdge() {
        initialise(0x11, 0x01);
        pulse(5);
        pair.acknowledge();
        master.write(0, END);
        assertFalse(requested, "the line is still high");
        pulse(5);
        assertTrue(requested);
    }

    @Test
    void shouldRequestAsLongAsTheLevelLasts() {
        initialise(0x19, 0x01);
        pair.line(5).set(true);
        assertEquals(0x25, pair.acknowledge());
        master.write(0, END);
        assertTrue(requested);
        pair.line(5).set(false);
        assertFalse(requested);
    }

    @Test
    void shouldGiveTheDefaultVectorForARequestThatHasGone() {
        initialise(0x11, 0x01);
        pair.line(3).set(true);
        assertTrue(requested);
        pair.line(3).set(false);
        assertFalse(requested);
        assertEquals(0x27, pair.acknowledge());
        assertEquals(0, inService(master));
    }

    @Test
    void shouldGiveTheDefaultVectorOfTheSlave() {
        initialise(0x11, 0x01);
        pulse(12);
        slave.write(1, 0xFF);
        // The slave has lowered its line, so the master has nothing either.
        assertEquals(0x27, pair.acknowledge());
    }

    @Test
    void shouldEndAtTheAcknowledgement() {
        initialise(0x11, 0x03);
        pulse(6);
        pulse(7);
        assertEquals(0x26, pair.acknowledge());
        assertEquals(0, inService(master));
        assertEquals(0x27, pair.acknowledge());
        assertFalse(requested);
    }

    @Test
    void shouldRotateAtTheAutomaticEnd() {
        initialise(0x11, 0x03);
        master.write(0, 0x80);
        pulse(0);
        assertEquals(0x20, pair.acknowledge());
        pulse(0);
        pulse(1);
        assertEquals(0x21, pair.acknowledge(), "0 has the lowest priority now");
        master.write(0, 0x00);
        pulse(1);
        pulse(3);
        assertEquals(0x23, pair.acknowledge(), "no further rotation, 1 stays lowest after 0 was passed");
    }

    @Test
    void shouldRotateOnCommand() {
        initialise(0x11, 0x01);
        pulse(4);
        pulse(6);
        assertEquals(0x24, pair.acknowledge());
        master.write(0, 0xA0);
        assertEquals(0x26, pair.acknowledge());
        pulse(4);
        assertFalse(requested, "behind 6 now");
        pulse(5);
        assertTrue(requested, "the highest now");
        master.write(0, 0xE6);
        assertEquals(0x24, pair.acknowledge(), "behind 6 comes 7, then 0 to 5");
    }

    @Test
    void shouldSetThePriorityWithoutAnEnd() {
        initialise(0x11, 0x01);
        master.write(0, 0xC2);
        pulse(0);
        pulse(3);
        assertEquals(0x23, pair.acknowledge(), "3 is the highest after 2");
    }

    @Test
    void shouldEndASpecificLevel() {
        initialise(0x11, 0x01);
        pulse(7);
        pair.acknowledge();
        pulse(2 + 1);
        pair.acknowledge();
        master.write(0, 0x60 | 7);
        assertEquals(0x08, inService(master));
        master.write(0, 0x40);
        assertEquals(0x08, inService(master), "no operation");
    }

    @Test
    void shouldLetLowerLevelsInWithTheSpecialMask() {
        initialise(0x11, 0x01);
        pulse(1);
        pair.acknowledge();
        pulse(6);
        assertFalse(requested);
        master.write(0, 0x68);
        master.write(1, 0x02);
        assertTrue(requested);
        assertEquals(0x26, pair.acknowledge());
        master.write(0, END);
        assertEquals(0x02, inService(master), "a masked level is not ended without its number");
        master.write(0, END);
        assertEquals(0x02, inService(master));
        master.write(0, 0x48);
        master.write(0, END);
        assertEquals(0, inService(master));
    }

    @Test
    void shouldAnswerPolls() {
        initialise(0x11, 0x01);
        master.write(0, 0x0C);
        assertEquals(0x07, master.read(0), "no request");
        pulse(5);
        master.write(0, 0x0C);
        assertEquals(0x85, master.read(0));
        assertEquals(0x20, inService(master));
        assertEquals(0x20, master.read(0), "only one read is a poll");
    }

    @Test
    void shouldForgetEverythingAtItsInitialisation() {
        initialise(0x11, 0x01);
        pulse(1);
        pair.acknowledge();
        pulse(4);
        master.write(1, 0xAA);
        master.write(0, 0x11);
        assertFalse(requested);
        assertEquals(0, master.read(0));
        master.write(1, 0x40);
        master.write(1, 0x04);
        master.write(1, 0x01);
        assertEquals(0, master.read(1));
        pair.line(4).set(true);
        assertFalse(requested, "the line must rise anew");
        pulse(4);
        assertEquals(0x44, pair.acknowledge());
    }

    @Test
    void shouldTakeNoThirdWordWithoutASlaveAndNoFourthWithoutItsBit() {
        master.write(0, 0x12);
        master.write(1, 0x60);
        master.write(1, 0x0F);
        assertEquals(0x0F, master.read(1), "the mask");
        pulse(4);
        // MCS-80: low byte of the address, 8 bytes apart.
        assertEquals(0x20, pair.acknowledge());
    }

    @Test
    void shouldReadAnythingOnlyIfNobodyAnswers() {
        initialise(0x11, 0x01);
        start(slave, 0x11, 0x28, 0x05, 0x01);
        pulse(8);
        assertEquals(0xFF, pair.acknowledge(), "the slave has another number");
    }

    @Test
    void shouldGoOnFromSavedRegisters() throws IOException {
        initialise(0x11, 0x01);
        master.write(1, 0x08);
        pulse(9);
        pulse(1);
        pair.acknowledge();
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        pair.save(new DataOutputStream(saved));
        PicPair other = new PicPair(high -> requested = high);
        other.restore(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
        assertEquals(0x08, other.master().read(1));
        other.master().write(0, END);
        assertTrue(requested);
        assertEquals(0x29, other.acknowledge());
    }

    @Test
    void shouldRefuseTheLineOfTheSlave() {
        assertThrows(IllegalArgumentException.class, () -> pair.line(2));
        assertThrows(IllegalArgumentException.class, () -> pair.line(16));
    }

    @Test
    void shouldBeMaskedAfterReset() {
        initialise(0x11, 0x01);
        pair.reset();
        pulse(1);
        assertFalse(requested);
        assertEquals(0xFF, master.read(1));
    }
}
