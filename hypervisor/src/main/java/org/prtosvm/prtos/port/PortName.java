// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.port;

import java.nio.charset.StandardCharsets;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.object.ObjectCaller;

/** Compares the names of ports with names in guest memory. Source: ABI 05-objects, 3.3 and 3.8. */
final class PortName {
    private final byte[] name;

    PortName(String name) {
        this.name = name.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Whether a name in guest memory is this one as far as 16 bytes go.
     *
     * @param guestName 16 bytes
     * @return true if they are equal up to a NUL or the end
     */
    boolean matchesStart(byte[] guestName) {
        for (int i = 0; i < PrtosConstants.NAME_LENGTH; i++) {
            byte expected = i < name.length ? name[i] : 0;
            if (guestName[i] != expected) {
                return false;
            }
            if (expected == 0) {
                return true;
            }
        }
        return true;
    }

    /**
     * Whether a name in guest memory is this one.
     *
     * @param caller owner of the memory
     * @param pointer linear address of the name, terminated by NUL; 16 bytes are readable
     * @param guestName its first 16 bytes
     * @return true if all of the two names are equal
     */
    boolean matches(ObjectCaller caller, int pointer, byte[] guestName) {
        if (!matchesStart(guestName)) {
            return false;
        }
        if (name.length < PrtosConstants.NAME_LENGTH) {
            return true;
        }
        byte[] whole = new byte[name.length + 1];
        if (!caller.isSource(pointer, whole.length)) {
            return false;
        }
        caller.read(pointer, whole, 0, whole.length);
        for (int i = 0; i < name.length; i++) {
            if (whole[i] != name[i]) {
                return false;
            }
        }
        return whole[name.length] == 0;
    }
}
