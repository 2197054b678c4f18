// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.LogRecordDescriptor;
import org.prtosvm.abi.LogStreamDescriptor;
import org.prtosvm.cpu.memory.GuestMemory;

class LogStreamTest {
    private static final int BASE = 0x500_0000;
    private static final int CAPACITY = 112;

    private final GuestMemory memory = new GuestMemory();
    private LogStream stream = LogStream.withoutStorage();

    @BeforeEach
    void start() {
        memory.addRam(BASE, 2 * GuestMemory.PAGE_SIZE);
        stream = new LogStream(memory, BASE, GuestMemory.PAGE_SIZE);
        stream.initialise();
    }

    @AfterEach
    void free() {
        memory.close();
    }

    private void append(int value) {
        byte[] record = new byte[LogRecordDescriptor.LENGTH];
        LittleEndian.put32(record, 0, value);
        stream.append(record, 0);
    }

    /** The next record's value, or -1. */
    private int next() {
        byte[] record = new byte[LogRecordDescriptor.LENGTH];
        return stream.read(record, 0, 1) == 1 ? LittleEndian.get32(record, 0) : -1;
    }

    private int word(int offset) {
        return memory.load32(BASE + offset);
    }

    private int control(int offset) {
        int copy = word(LogStreamDescriptor.VALID_COPY_OFFSET);
        return word(LogStreamDescriptor.CONTROL_OFFSET + copy * LogStreamDescriptor.CONTROL_LENGTH + offset);
    }

    @Test
    void shouldWriteTheDocumentedHeader() {
        assertEquals(CAPACITY, stream.capacity());
        assertEquals(0xF9E8_D7C6, word(0));
        assertEquals(36, word(4));
        assertEquals(CAPACITY, word(8));
        assertEquals(0, word(12));
        for (int offset = 16; offset < 52; offset += 4) {
            assertEquals(0, word(offset));
        }
        assertEquals(0x1A2B_3C4D, word(52));
    }

    @Test
    void shouldKeepTheControlWordsOnTheMediumInTurn() {
        append(7);
        assertEquals(1, word(16));
        assertEquals(1, word(36), "tail in copy 1");
        assertEquals(1, word(40), "count in copy 1");
        assertEquals(0, word(24), "count in copy 0");
        assertEquals(7, word(56));
        append(8);
        assertEquals(0, word(16));
        assertEquals(2, word(24), "count in copy 0");
        assertEquals(8, word(56 + 36));
        next();
        assertEquals(1, word(16));
        assertEquals(1, word(48), "read position in copy 1");
        stream.lock(true);
        assertEquals(0, word(12));
    }

    @Test
    void shouldReadInOrderAndKeepWhatWasRead() {
        assertEquals(-1, next());
        append(1);
        append(2);
        assertEquals(1, next());
        assertEquals(2, next());
        assertEquals(-1, next());
        assertEquals(2, stream.count());
        assertEquals(2, stream.position());
        byte[] records = new byte[3 * LogRecordDescriptor.LENGTH];
        stream.seek(0, LogStreamDescriptor.SEEK_START);
        assertEquals(2, stream.read(records, LogRecordDescriptor.LENGTH, 2));
        assertEquals(1, LittleEndian.get32(records, LogRecordDescriptor.LENGTH));
        assertEquals(2, LittleEndian.get32(records, 2 * LogRecordDescriptor.LENGTH));
    }

    @Test
    void shouldDropTheOldestWhenFull() {
        for (int i = 0; i < CAPACITY; i++) {
            append(i);
        }
        assertEquals(0, next());
        assertEquals(1, next());
        append(1000);
        assertEquals(CAPACITY, stream.count());
        assertEquals(1, stream.position());
        assertEquals(2, next());
        assertEquals(1000, word(56), "in the place of the oldest");
        assertEquals(1, control(LogStreamDescriptor.HEAD_OFFSET));
        stream.seek(-1, LogStreamDescriptor.SEEK_END);
        assertEquals(1000, next());
    }

    @Test
    void shouldKeepTheReadPositionAtTheStartWhenTheOldestIsDropped() {
        for (int i = 0; i <= CAPACITY; i++) {
            append(i);
        }
        assertEquals(0, stream.position());
        assertEquals(1, next());
    }

    @Test
    void shouldDropTheNewestWhenFullAndLocked() {
        stream.lock(true);
        for (int i = 0; i <= CAPACITY; i++) {
            append(i);
        }
        assertEquals(CAPACITY, stream.count());
        assertEquals(0, next());
        stream.lock(false);
        append(1000);
        assertEquals(1, control(LogStreamDescriptor.HEAD_OFFSET));
    }

    @Test
    void shouldClampSeeks() {
        append(1);
        append(2);
        append(3);
        assertTrue(stream.seek(99, LogStreamDescriptor.SEEK_CURRENT));
        assertEquals(3, stream.position());
        assertTrue(stream.seek(-1, LogStreamDescriptor.SEEK_CURRENT));
        assertEquals(2, stream.position());
        assertTrue(stream.seek(Integer.MIN_VALUE, LogStreamDescriptor.SEEK_END));
        assertEquals(0, stream.position());
        assertTrue(stream.seek(Integer.MAX_VALUE, LogStreamDescriptor.SEEK_END));
        assertEquals(3, stream.position());
        assertTrue(stream.seek(1, LogStreamDescriptor.SEEK_START));
        assertEquals(1, stream.position());
        assertFalse(stream.seek(0, 3));
        assertFalse(stream.seek(0, -1));
        assertEquals(1, stream.position());
    }

    @Test
    void shouldTakeOverWhatIsOnTheMedium() {
        append(1);
        append(2);
        next();
        LogStream again = new LogStream(memory, BASE, GuestMemory.PAGE_SIZE);
        again.initialise();
        assertEquals(2, again.count());
        assertEquals(1, again.position());
        stream = again;
        assertEquals(2, next());
        stream.initialise();
        assertEquals(2, stream.count());
        assertEquals(2, stream.position());
    }

    @Test
    void shouldUnlockWhenInitialised() {
        stream.lock(true);
        stream.initialise();
        for (int i = 0; i <= CAPACITY; i++) {
            append(i);
        }
        assertEquals(1, next());
    }

    @Test
    void shouldStartEmptyOnAForeignMedium() {
        for (int offset : new int[] {0, 4, 8, 52}) {
            append(1);
            memory.store32(BASE + offset, 5);
            stream.initialise();
            assertEquals(0, stream.count(), "word at " + offset);
        }
    }

    @Test
    void shouldNotTrustInconsistentControlWords() {
        int[][] spoiled = {{0, 5}, {0, -1}, {4, 113}, {4, -1}, {8, CAPACITY}, {8, -1}, {12, 2}, {12, -1}};
        for (int[] spoil : spoiled) {
            append(1);
            int copy = LogStreamDescriptor.CONTROL_OFFSET
                    + word(LogStreamDescriptor.VALID_COPY_OFFSET) * LogStreamDescriptor.CONTROL_LENGTH;
            memory.store32(BASE + copy + spoil[0], spoil[1]);
            stream.initialise();
            assertEquals(0, stream.count(), "control word at " + spoil[0] + " is " + spoil[1]);
            assertEquals(0, control(LogStreamDescriptor.TAIL_OFFSET));
        }
        append(1);
        memory.store32(BASE + LogStreamDescriptor.VALID_COPY_OFFSET, 2);
        stream.initialise();
        assertEquals(0, stream.count());
    }

    @Test
    void shouldIgnoreControlWordsThatAGuestChangesWhileItRuns() {
        append(1);
        append(2);
        for (int offset = 0; offset < LogStreamDescriptor.ELEMENTS_OFFSET; offset += 4) {
            memory.store32(BASE + offset, -1);
        }
        assertEquals(1, next());
        append(3);
        assertEquals(2, next());
        assertEquals(3, next());
    }

    @Test
    void shouldKeepNothingWithoutStorage() {
        stream = LogStream.withoutStorage();
        stream.initialise();
        append(1);
        assertEquals(0, stream.capacity());
        assertEquals(0, stream.count());
        assertEquals(-1, next());
        assertTrue(stream.seek(5, LogStreamDescriptor.SEEK_END));
        assertEquals(0, stream.position());
        assertFalse(stream.seek(5, 3));
    }

    @Test
    void shouldRestoreWhatWasSaved() throws IOException {
        append(1);
        append(2);
        next();
        stream.lock(true);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        stream.save(new DataOutputStream(bytes));
        LogStream other = new LogStream(memory, BASE, GuestMemory.PAGE_SIZE);
        other.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        stream = other;
        assertEquals(2, stream.count());
        assertEquals(2, next());
        for (int i = 0; i < 2 * CAPACITY; i++) {
            append(i);
        }
        assertEquals(0, control(LogStreamDescriptor.HEAD_OFFSET), "still locked");
    }
}
