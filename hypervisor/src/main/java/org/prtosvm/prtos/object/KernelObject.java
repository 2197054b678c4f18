// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.object;

import org.prtosvm.abi.PrtosStatus;

/**
 * A class of objects. Operations that it does not have are {@link PrtosStatus#OP_NOT_ALLOWED}. Results are a {@link PrtosStatus} or, not
 * negative, what the operation says. Source: ABI 05-objects, 1.
 */
public interface KernelObject {
    /**
     * Reads from an object.
     *
     * @param caller who reads
     * @param descriptor names the object, see {@link org.prtosvm.abi.ObjectDescriptor}
     * @param buffer linear address where the data goes
     * @param size bytes, unsigned
     * @param flags linear address of a word for further results
     * @return bytes read, or a status
     */
    default int read(ObjectCaller caller, int descriptor, int buffer, int size, int flags) {
        return PrtosStatus.OP_NOT_ALLOWED;
    }

    /**
     * Writes to an object.
     *
     * @param caller who writes
     * @param descriptor names the object
     * @param buffer linear address of the data
     * @param size bytes, unsigned
     * @param flags linear address of a word for further arguments
     * @return bytes written or OK, or another status
     */
    default int write(ObjectCaller caller, int descriptor, int buffer, int size, int flags) {
        return PrtosStatus.OP_NOT_ALLOWED;
    }

    /**
     * Moves the position of an object.
     *
     * @param caller who asks
     * @param descriptor names the object
     * @param offset signed
     * @param whence from where
     * @return new position or OK, or another status
     */
    default int seek(ObjectCaller caller, int descriptor, int offset, int whence) {
        return PrtosStatus.OP_NOT_ALLOWED;
    }

    /**
     * Gives a command to an object.
     *
     * @param caller who asks
     * @param descriptor names the object
     * @param command number of the command, per class
     * @param argument linear address of its argument, which may receive results
     * @return a status or what the command says
     */
    default int control(ObjectCaller caller, int descriptor, int command, int argument) {
        return PrtosStatus.OP_NOT_ALLOWED;
    }
}
