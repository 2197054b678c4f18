// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.log;

/** A device that takes text. Source: ABI 09-console-and-boot-output, 1. */
@FunctionalInterface
public interface ConsoleDevice {
    /** Takes nothing. */
    ConsoleDevice NONE = (text, offset, length) -> 0;

    /** Takes everything and shows nothing: a text screen on a machine that has none. */
    ConsoleDevice DROPPING = (text, offset, length) -> length;

    /**
     * Takes bytes, unchanged and in order.
     *
     * @param text array with the bytes
     * @param offset index of the first one
     * @param length number of bytes
     * @return number of bytes that were accepted
     */
    int write(byte[] text, int offset, int length);
}
