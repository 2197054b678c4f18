package org.prtosvm.devices.rtc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.prtosvm.devices.time.EventQueue;

/** Register-level scripts from the MC146818A datasheet; one count is one microsecond. */
class Mc146818Test {
    private static final long SECOND = 1_000_000;

    private long now;
    private boolean line;
    private int rises;
    private final EventQueue events = new EventQueue(() -> now, count -> {});
    private final Mc146818 clock = new Mc146818(events, SECOND, this::setLine);

    private void setLine(boolean high) {
        rises += high && !line ? 1 : 0;
        line = high;
    }

    private void to(long count) {
        events.runDue(count);
        now = count;
    }

    private int read(int register) {
        clock.write(0, register);
        return clock.read(1);
    }

    private void write(int register, int value) {
        clock.write(0, register);
        clock.write(1, value);
    }

    private String shown() {
        return "%02x-%02x-%02x %02x:%02x:%02x".formatted(read(9), read(8), read(7), read(4), read(2), read(0));
    }

    @Test
    void shouldFollowVirtualTime() {
        assertEquals("00-01-01 00:00:00", shown());
        assertEquals(0x20, read(0x32));
        assertEquals(7, read(6), "a Saturday");
        to(SECOND - 1);
        assertEquals("00-01-01 00:00:00", shown());
        to((31L * 24 + 13) * 3600 * SECOND + 59 * SECOND);
        assertEquals("00-02-01 13:00:59", shown());
        assertEquals(0x80, read(0x0D));
        assertEquals(0xFF, clock.read(0));
    }

    @Test
    void shouldShowBinaryAndTwelveHours() {
        to(13 * 3600 * SECOND + 45 * SECOND);
        write(0x0B, 0x04);
        assertEquals(45, read(0));
        assertEquals(0x81, read(4));
        write(0x0B, 0x00);
        assertEquals(0x45, read(0));
        to(24 * 3600 * SECOND);
        assertEquals(0x12, read(4));
    }

    @Test
    void shouldBeSetWhileItStandsStill() {
        write(0x0B, 0x82);
        to(5 * SECOND);
        assertEquals("00-01-01 00:00:00", shown());
        write(9, 0x24);
        write(8, 0x02);
        write(7, 0x29);
        write(4, 0x23);
        write(2, 0x59);
        write(0, 0x58);
        write(6, 0x05);
        write(0x0B, 0x02);
        assertEquals("24-02-29 23:59:58", shown());
        to(7 * SECOND);
        assertEquals("24-03-01 00:00:00", shown());
        assertEquals(0x06, read(6));
    }

    @Test
    void shouldBeSetWhileItRuns() {
        to(10 * SECOND);
        write(2, 0x30);
        assertEquals("00-01-01 00:30:10", shown());
        to(11 * SECOND);
        assertEquals("00-01-01 00:30:11", shown());
    }

    @Test
    void shouldInterruptPeriodically() {
        write(0x0B, 0x42);
        to(SECOND - 1);
        assertEquals(1, rises, "no further edge before register C is read");
        assertEquals(0xC0, read(0x0C));
        assertFalse(line);
        assertEquals(0x00, read(0x0C));
        int before = rises;
        for (int n = 1; n <= 1024; n++) {
            to(SECOND + n * SECOND / 1024 + 1);
            read(0x0C);
        }
        assertEquals(before + 1024, rises);
        write(0x0A, 0x20);
        to(4 * SECOND);
        assertFalse(line, "no rate");
    }

    @Test
    void shouldInterruptWhenAnUpdateHasEnded() {
        write(0x0B, 0x12);
        to(SECOND - 1);
        assertFalse(line);
        to(SECOND);
        assertTrue(line);
        assertEquals(0x90, read(0x0C) & 0x90);
        write(0x0B, 0x82 | 0x10);
        assertEquals(0x82, read(0x0B), "SET takes the enable bit away");
    }

    @Test
    void shouldInterruptAtTheAlarm() {
        write(0x0B, 0x22);
        write(1, 0x05);
        write(3, 0x01);
        write(5, 0xFF);
        to(64 * SECOND);
        assertFalse(line);
        to(65 * SECOND);
        assertTrue(line);
        assertEquals(0xA0, read(0x0C) & 0xA0);
        to(3600 * SECOND + 64 * SECOND);
        assertFalse(line);
        to(3600 * SECOND + 65 * SECOND);
        assertTrue(line, "any hour");
    }

    @Test
    void shouldShowFlagsOfInterruptsThatAreNotEnabled() {
        write(5, 0xC0);
        write(3, 0xC0);
        write(1, 0x30);
        to(29 * SECOND);
        assertEquals(0x50, read(0x0C));
        to(31 * SECOND);
        assertEquals(0x70, read(0x0C));
        assertEquals(EventQueue.NEVER, events.next(), "an idle clock needs no events");
    }

    @Test
    void shouldWarnBeforeAnUpdate() {
        to(SECOND - 3000);
        assertEquals(0x26, read(0x0A));
        to(SECOND - 2000);
        assertEquals(0xA6, read(0x0A));
        to(SECOND);
        assertEquals(0x26, read(0x0A));
    }

    @Test
    void shouldKeepItsMemoryAndTheMaskOfNmi() {
        write(0x8E, 0x5A);
        assertTrue(clock.nmiMasked());
        assertEquals(0x5A, read(0x0E));
        assertFalse(clock.nmiMasked());
        clock.setMemory(0x15, 0x80);
        assertEquals(0x80, read(0x15));
        clock.reset();
        assertEquals(0x5A, read(0x0E));
    }

    @Test
    void shouldGoOnFromSavedRegisters() throws IOException {
        write(4, 0x12);
        write(0x0B, 0x12);
        to(SECOND / 2);
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        events.save(new DataOutputStream(saved));
        clock.save(new DataOutputStream(saved));
        to(3 * SECOND);
        now = SECOND / 2;
        line = false;
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved.toByteArray()));
        events.restore(in);
        clock.restore(in);
        assertEquals("00-01-01 12:00:00", shown());
        to(SECOND);
        assertTrue(line);
    }
}
