// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

/**
 * Layout of a log stream on a memory block. Words of 32 bits, little endian. There are two copies of the control block, so that one of
 * them is whole at any time. Source: ABI 05-objects, 8.
 *
 * <pre>
 *    0  magic               4  element size       8  max elements
 *   12  lock word, 0       16  valid copy, 0 or 1
 *   20  copy 0: tail, count, head, read position
 *   36  copy 1: tail, count, head, read position
 *   52  magic              56  elements
 * </pre>
 */
public final class LogStreamDescriptor {
    /** First word. */
    public static final int MAGIC_OFFSET = 0;
    /** Bytes of an element. */
    public static final int ELEMENT_SIZE_OFFSET = 4;
    /** Number of elements that fit. */
    public static final int MAX_ELEMENTS_OFFSET = 8;
    /** Lock word; always 0 on the medium. */
    public static final int LOCK_OFFSET = 12;
    /** Index of the valid control copy. */
    public static final int VALID_COPY_OFFSET = 16;
    /** First control copy. */
    public static final int CONTROL_OFFSET = 20;
    /** Bytes of a control copy. */
    public static final int CONTROL_LENGTH = 16;
    /** Last word of the header. */
    public static final int END_MAGIC_OFFSET = 52;
    /** First element. */
    public static final int ELEMENTS_OFFSET = 56;

    /** Control copy: index where the next element goes. */
    public static final int TAIL_OFFSET = 0;
    /** Control copy: number of elements. */
    public static final int COUNT_OFFSET = 4;
    /** Control copy: index of the oldest element. */
    public static final int HEAD_OFFSET = 8;
    /** Control copy: number of elements, from the oldest, that have been read. */
    public static final int POSITION_OFFSET = 12;

    /** Value of the first word. */
    public static final int MAGIC = 0xF9E8_D7C6;
    /** Value of the last word of the header. */
    public static final int END_MAGIC = 0x1A2B_3C4D;

    /** Status: number of elements. Source: ABI 05-objects, 5. */
    public static final int STATUS_COUNT_OFFSET = 0;
    /** Status: number of elements that fit. */
    public static final int STATUS_MAX_OFFSET = 4;
    /** Status: read position. */
    public static final int STATUS_POSITION_OFFSET = 8;
    /** Bytes of a status, and of the argument of every command. */
    public static final int STATUS_LENGTH = 12;

    /** Command: tell the status. */
    public static final int COMMAND_GET_STATUS = 0;
    /** Command: keep what is there when the stream is full. */
    public static final int COMMAND_LOCK = 1;
    /** Command: drop the oldest element when the stream is full. */
    public static final int COMMAND_UNLOCK = 2;
    /** Command: initialise again, what is there is kept. */
    public static final int COMMAND_RESET = 3;

    /** Seek from the read position. */
    public static final int SEEK_CURRENT = 0;
    /** Seek from the oldest element. */
    public static final int SEEK_START = 1;
    /** Seek from behind the newest element. */
    public static final int SEEK_END = 2;

    private LogStreamDescriptor() {}
}
