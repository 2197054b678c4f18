// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.Arrays;
import org.prtosvm.abi.ConfigurationBlobDescriptor;

/**
 * The I/O ports of a partition: one bit per port, 1 for denied, as in the bitmap of a task-state segment. Immutable. Source: ABI
 * 11-configuration, 3.7 and Q10.
 */
public final class IoPermissions {
    private final byte[] bitmap;
    private final int declaredPorts;

    /**
     * Makes permissions.
     *
     * @param bitmap 8192 bytes, copied
     * @param declaredPorts number of ports that the description declares, unsigned; with 0 the partition has no access to any port
     * @throws IllegalArgumentException if the bitmap has another length
     */
    public IoPermissions(byte[] bitmap, int declaredPorts) {
        if (bitmap.length != ConfigurationBlobDescriptor.IO_BITMAP_LENGTH) {
            throw new IllegalArgumentException("an i/o bitmap has " + ConfigurationBlobDescriptor.IO_BITMAP_LENGTH
                    + " bytes, found " + bitmap.length);
        }
        this.bitmap = bitmap.clone();
        this.declaredPorts = declaredPorts;
    }

    /**
     * Whether the partition may use a port.
     *
     * @param port 0 to 0xFFFF
     * @return true if it may
     */
    public boolean allows(int port) {
        return declaredPorts != 0 && (bitmap[port >> 3] >> (port & 7) & 1) == 0;
    }

    /**
     * The bitmap: bit {@code p % 8} of byte {@code p / 8} is 1 if port {@code p} is denied.
     *
     * @return a copy, 8192 bytes
     */
    public byte[] bitmap() {
        return bitmap.clone();
    }

    /**
     * The number of ports that the description declares; 0 means no access at all.
     *
     * @return unsigned
     */
    public int declaredPorts() {
        return declaredPorts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IoPermissions that
                && declaredPorts == that.declaredPorts
                && Arrays.equals(bitmap, that.bitmap);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bitmap) + declaredPorts;
    }

    @Override
    public String toString() {
        return "IoPermissions[declaredPorts=" + Integer.toUnsignedString(declaredPorts) + "]";
    }
}
