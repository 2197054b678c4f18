// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import org.prtosvm.abi.PefDescriptor;

/** What a PEF file holds. */
public enum PefType {
    /** A hypervisor image. */
    HYPERVISOR(PefDescriptor.TYPE_HYPERVISOR),
    /** A partition image. */
    PARTITION(PefDescriptor.TYPE_PARTITION),
    /** Any file. */
    CUSTOM_FILE(PefDescriptor.TYPE_CUSTOM_FILE);

    private final int flags;

    PefType(int flags) {
        this.flags = flags;
    }

    /**
     * The bits of this type in the flags of a PEF file.
     *
     * @return bits 6 and 7
     */
    public int flags() {
        return flags;
    }
}
