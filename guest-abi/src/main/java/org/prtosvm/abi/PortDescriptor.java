// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

/** Commands, arguments and flags of communication ports. Offsets in bytes, little endian, not aligned. Source: ABI 05-objects, 3. */
public final class PortDescriptor {
    /** Command: open a port. */
    public static final int COMMAND_CREATE = 0;
    /** Command: tell the status of an open port. */
    public static final int COMMAND_GET_STATUS = 1;
    /** Command: tell how a port is configured. */
    public static final int COMMAND_GET_INFO = 2;

    /** Argument of create and info: address of the name. */
    public static final int NAME_POINTER_OFFSET = 0;

    /** Bytes of the argument of every command on sampling ports. */
    public static final int SAMPLING_LENGTH = 20;
    /** Create sampling port: longest message. */
    public static final int SAMPLING_CREATE_SIZE_OFFSET = 4;
    /** Create sampling port: direction. */
    public static final int SAMPLING_CREATE_DIRECTION_OFFSET = 8;
    /** Create sampling port: valid period in microseconds, 64 bits. */
    public static final int SAMPLING_CREATE_PERIOD_OFFSET = 12;

    /** Status of a sampling port: time of the last message in microseconds, 64 bits. */
    public static final int SAMPLING_STATUS_TIMESTAMP_OFFSET = 0;
    /** Status of a sampling port: length of the last message. */
    public static final int SAMPLING_STATUS_LENGTH_OFFSET = 8;
    /** Status of a sampling port: {@code FLAG_*} and the state from bit {@link #STATE_SHIFT}. */
    public static final int SAMPLING_STATUS_FLAGS_OFFSET = 12;
    /** Bytes of the status of a sampling port. */
    public static final int SAMPLING_STATUS_LENGTH = 16;

    /** Info of a sampling port: valid period in microseconds, 64 bits. */
    public static final int SAMPLING_INFO_PERIOD_OFFSET = 4;
    /** Info of a sampling port: longest message. */
    public static final int SAMPLING_INFO_SIZE_OFFSET = 12;
    /** Info of a sampling port: direction. */
    public static final int SAMPLING_INFO_DIRECTION_OFFSET = 16;
    /** Bytes of the info of a sampling port. */
    public static final int SAMPLING_INFO_LENGTH = 20;

    /** Bytes of the argument of every command on queuing ports. */
    public static final int QUEUING_LENGTH = 24;
    /** Create queuing port: most messages. */
    public static final int QUEUING_CREATE_COUNT_OFFSET = 4;
    /** Create queuing port: longest message. */
    public static final int QUEUING_CREATE_SIZE_OFFSET = 8;
    /** Create queuing port: direction. */
    public static final int QUEUING_CREATE_DIRECTION_OFFSET = 12;

    /** Bytes of the status of a queuing port: the number of messages. */
    public static final int QUEUING_STATUS_LENGTH = 4;

    /** Info of a queuing port: longest message. */
    public static final int QUEUING_INFO_SIZE_OFFSET = 4;
    /** Info of a queuing port: most messages. */
    public static final int QUEUING_INFO_COUNT_OFFSET = 8;
    /** Info of a queuing port: direction. */
    public static final int QUEUING_INFO_DIRECTION_OFFSET = 12;
    /** Bytes that the hypervisor writes of the info of a queuing port; a valid period behind them is never written. */
    public static final int QUEUING_INFO_LENGTH = 16;

    /** Flag of a sampling message: younger than its valid period. */
    public static final int FLAG_MESSAGE_VALID = 1;
    /** Position of the state of a sampling port, 2 bits. */
    public static final int STATE_SHIFT = 1;
    /** State: nothing has arrived since the port was opened. */
    public static final int STATE_EMPTY = 0;
    /** State: the last message has been read. */
    public static final int STATE_CONSUMED = 1;
    /** State: there is a message that has not been read. */
    public static final int STATE_NEW = 2;

    /** Valid period of a message that has none: 32 bits. */
    public static final int PERIOD_INFINITE = 0xFFFF_FFFF;

    private PortDescriptor() {}
}
