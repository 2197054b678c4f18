// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import org.prtosvm.abi.ConfigurationBlobDescriptor;

/**
 * A reference to a device that takes text or log entries. Source: ABI 07-binary-formats, 5.1 "Device reference".
 *
 * @param kind class of the device
 * @param number number among the devices of its class: UART id, place of a memory block, 0 for the others
 */
public record DeviceReference(Kind kind, int number) {
    /** Class of a device. */
    public enum Kind {
        /** Memory used as log storage. */
        MEMORY_BLOCK(ConfigurationBlobDescriptor.DEVICE_MEMORY_BLOCK),
        /** Serial port. */
        UART(ConfigurationBlobDescriptor.DEVICE_UART),
        /** Text screen. */
        VGA(ConfigurationBlobDescriptor.DEVICE_VGA),
        /** No device. */
        NONE(ConfigurationBlobDescriptor.DEVICE_NONE);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /**
         * The number of this class in a configuration blob.
         *
         * @return 16 bits
         */
        public int code() {
            return code;
        }
    }

    /** The reference that names no device. */
    public static final DeviceReference NONE = new DeviceReference(Kind.NONE, 0);

    /**
     * Whether this is no device.
     *
     * @return true for {@link #NONE}
     */
    public boolean isNone() {
        return kind == Kind.NONE;
    }

    /**
     * The reference as it stands in a configuration blob.
     *
     * @return class in bits 0 to 15, number in bits 16 to 31
     */
    public int word() {
        return kind.code() | number << 16;
    }
}
