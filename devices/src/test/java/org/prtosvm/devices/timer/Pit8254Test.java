package org.prtosvm.devices.timer;

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
import org.prtosvm.devices.time.Oscillator;

/** Register-level scripts from the 82C54 datasheet; one count of the processor is one tick of CLK. */
class Pit8254Test {
    private long now;
    private boolean output;
    private final List<String> changes = new ArrayList<>();
    private final EventQueue events = new EventQueue(() -> now, count -> {});
    private final Pit8254 pit = new Pit8254(events, new Oscillator(1000, 1000), this::outputSet);

    private void outputSet(boolean high) {
        if (high != output) {
            output = high;
            changes.add((high ? "+" : "-") + events.now());
        }
    }

    private void to(long tick) {
        events.runDue(tick);
        now = tick;
    }

    private void program(int control, int... bytes) {
        pit.write(3, control);
        for (int value : bytes) {
            pit.write(control >>> 6, value);
        }
    }

    private int latched(int counter) {
        pit.write(3, counter << 6);
        return pit.read(counter) | pit.read(counter) << 8;
    }

    private int status(int counter) {
        pit.write(3, 0xE0 | 2 << counter);
        return pit.read(counter);
    }

    @Test
    void shouldInterruptOnTerminalCount() {
        to(100);
        program(0x10, 4);
        to(150);
        assertEquals(List.of("+0", "-100", "+105"), changes, "one tick to load, four to count");
        program(0x10, 3);
        assertEquals("-150", changes.getLast());
        to(160);
        assertEquals("+154", changes.getLast());
        assertEquals(0xFFFF - 5, pit0Count(), "goes on behind zero");
    }

    private int pit0Count() {
        pit.write(3, 0xD2);
        return pit.read(0) | 0xFF00;
    }

    @Test
    void shouldStopAtTheFirstByteOfTwo() {
        program(0x30, 0x10, 0x00);
        to(5);
        assertEquals(12, latched(0));
        pit.write(0, 0x20);
        to(50);
        assertEquals(12, latched(0), "stopped");
        pit.write(0, 0x01);
        to(51 + 0x20);
        assertEquals(0x100, latched(0));
        to(51 + 0x120);
        assertEquals(List.of("+0", "-0", "+" + (51 + 0x120)), changes);
    }

    @Test
    void shouldGenerateARate() {
        assertTrue(output, "high after power-up");
        program(0x34, 5, 0);
        to(17);
        assertEquals(List.of("+0", "-5", "+6", "-10", "+11", "-15", "+16"), changes);
        assertEquals(4, latched(0));
    }

    @Test
    void shouldLoadANewRateAtTheEndOfThePeriod() {
        program(0x14, 10);
        to(4);
        pit.write(0, 3);
        assertTrue((status(0) & 0x40) != 0, "null count");
        to(11);
        assertFalse((status(0) & 0x40) != 0);
        to(18);
        assertEquals(List.of("+0", "-10", "+11", "-13", "+14", "-16", "+17"), changes);
    }

    @Test
    void shouldTakeTheLastOfSeveralCountsBeforeTheLoad() {
        program(0x14, 10);
        pit.write(0, 4);
        to(6);
        assertEquals(List.of("+0", "-4", "+5"), changes);
    }

    @Test
    void shouldGenerateASquareWave() {
        program(0x16, 6);
        to(13);
        assertEquals(List.of("+0", "-4", "+7", "-10", "+13"), changes);
        assertEquals(0x96, status(0));
    }

    @Test
    void shouldBeHighForTheLongerHalfOfAnOddCount() {
        program(0x16, 5);
        int[] shown = new int[6];
        for (int n = 0; n < shown.length; n++) {
            to(1 + n);
            pit.write(3, 0xD2);
            shown[n] = pit.read(0);
        }
        assertEquals(
                List.of(4, 2, 0, 4, 2, 4),
                java.util.Arrays.stream(shown).boxed().toList());
        assertEquals(List.of("+0", "-4", "+6"), changes);
    }

    @Test
    void shouldLoadANewSquareWaveAtTheEndOfTheHalf() {
        program(0x16, 8);
        to(2);
        pit.write(0, 4);
        to(11);
        assertEquals(List.of("+0", "-5", "+7", "-9", "+11"), changes);
    }

    @Test
    void shouldStrobeOnceWithoutATrigger() {
        program(0x18, 3);
        to(20);
        assertEquals(List.of("+0", "-4", "+5"), changes);
        pit.write(0, 2);
        to(40);
        assertEquals(List.of("+0", "-4", "+5", "-23", "+24"), changes);
    }

    @Test
    void shouldWaitForTheTriggerOfAOneShot() {
        pit.setSpeakerGate(false);
        program(0xB2, 4, 0);
        assertTrue(pit.speakerOutput());
        assertTrue((status(2) & 0x40) != 0, "not loaded");
        to(10);
        pit.setSpeakerGate(true);
        assertTrue(pit.speakerOutput());
        to(11);
        assertFalse(pit.speakerOutput());
        to(13);
        pit.setSpeakerGate(false);
        pit.setSpeakerGate(true);
        to(17);
        assertFalse(pit.speakerOutput(), "triggered anew");
        to(18);
        assertTrue(pit.speakerOutput());
    }

    @Test
    void shouldStrobeBehindATrigger() {
        program(0xBA, 2, 0);
        to(5);
        assertTrue(pit.speakerOutput());
        pit.setSpeakerGate(true);
        to(7);
        assertTrue(pit.speakerOutput());
        to(8);
        assertFalse(pit.speakerOutput());
        to(9);
        assertTrue(pit.speakerOutput());
    }

    @Test
    void shouldStandStillWithoutItsGate() {
        pit.setSpeakerGate(true);
        program(0xB0, 10, 0);
        to(4);
        pit.setSpeakerGate(false);
        to(30);
        assertEquals(7, latched(2));
        assertFalse(pit.speakerOutput());
        pit.setSpeakerGate(true);
        to(36);
        assertFalse(pit.speakerOutput());
        to(37);
        assertTrue(pit.speakerOutput());
    }

    @Test
    void shouldHoldThePeriodicOutputHighWithoutItsGateAndStartAnew() {
        pit.setSpeakerGate(true);
        program(0xB6, 8, 0);
        to(6);
        assertFalse(pit.speakerOutput());
        pit.setSpeakerGate(false);
        assertTrue(pit.speakerOutput());
        to(20);
        pit.setSpeakerGate(true);
        to(24);
        assertTrue(pit.speakerOutput());
        to(25);
        assertFalse(pit.speakerOutput());
    }

    @Test
    void shouldKeepALatchedCountUntilItWasRead() {
        program(0x34, 0, 0x10);
        to(1);
        pit.write(3, 0x00);
        to(200);
        pit.write(3, 0x00);
        assertEquals(0x00, pit.read(0));
        assertEquals(0x10, pit.read(0), "the first latch counts");
        assertEquals(0x1000 - 199, latched(0));
    }

    @Test
    void shouldReadBackStatusBeforeCount() {
        program(0x34, 0, 0x10);
        to(11);
        pit.write(3, 0xC2);
        assertEquals(0xB4, pit.read(0));
        assertEquals(0x0FF6, pit.read(0) | pit.read(0) << 8);
    }

    @Test
    void shouldReadTheLiveCountByteByByte() {
        program(0x34, 0x34, 0x12);
        to(1);
        assertEquals(0x34, pit.read(0));
        assertEquals(0x12, pit.read(0));
        program(0x24, 0x12);
        to(2);
        assertEquals(0x12, pit.read(0), "high byte only");
        assertEquals(0xFF, pit.read(3), "the control word cannot be read");
    }

    @Test
    void shouldCountInDecades() {
        program(0x31, 0x00, 0x10);
        to(2);
        assertEquals(0x0999, latched(0));
        to(1001);
        assertEquals(List.of("+0", "-0", "+1001"), changes);
        to(1002);
        assertEquals(0x9999, latched(0));
    }

    @Test
    void shouldTakeZeroForTheWholeRange() {
        program(0x34, 0, 0);
        to(0x10000);
        assertEquals(1, latched(0));
        assertEquals(List.of("+0", "-65536"), changes);
        program(0x35, 0, 0);
        to(0x10000 + 10_000);
        assertEquals(List.of("+0", "-65536", "+65536", "-75536"), changes);
    }

    @Test
    void shouldTreatModes6And7AsModes2And3() {
        program(0x1C, 4);
        to(5);
        assertEquals(List.of("+0", "-4", "+5"), changes);
        assertEquals(0x9C, status(0));
    }

    @Test
    void shouldGoOnFromSavedRegisters() throws IOException {
        program(0x34, 5, 0);
        to(7);
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        events.save(new DataOutputStream(saved));
        pit.save(new DataOutputStream(saved));
        to(20);
        List<String> expected = List.copyOf(changes);
        changes.clear();
        now = 7;
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved.toByteArray()));
        events.restore(in);
        pit.restore(in);
        output = true;
        to(20);
        assertEquals(expected.subList(3, expected.size()), changes);
    }
}
