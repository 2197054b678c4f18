// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import org.prtosvm.abi.ConfigurationBlobDescriptor;
import org.prtosvm.abi.PrtosConstants;

/**
 * Where the fields of a configuration blob's header stand: behind the processor table and the table of interrupt lines they move with the
 * sizes of these. Source: ABI 07-binary-formats, 5 and "Build-time constants".
 *
 * @param cpus entries of the processor table
 * @param hwIrqs entries of the table of interrupt lines
 */
record BlobGeometry(int cpus, int hwIrqs) {
    /** The default build's. */
    static final BlobGeometry DEFAULT = new BlobGeometry(PrtosConstants.MAX_CPUS, PrtosConstants.HW_IRQS);

    private static final int BEHIND_CPUS =
            ConfigurationBlobDescriptor.HYPERVISOR_OFFSET + ConfigurationBlobDescriptor.HYPERVISOR_HM_TABLE_OFFSET;
    private static final int BEHIND_HW_IRQS =
            ConfigurationBlobDescriptor.HYPERVISOR_OFFSET + ConfigurationBlobDescriptor.HYPERVISOR_TRACE_DEVICE_OFFSET;

    /**
     * The offset of a field.
     *
     * @param offset of the field, or of the first entry of a table, in the default build; from the start of the blob
     * @return its offset here
     */
    int at(int offset) {
        int moved = offset;
        if (offset >= BEHIND_CPUS) {
            moved += (cpus - PrtosConstants.MAX_CPUS) * ConfigurationBlobDescriptor.CPU_LENGTH;
        }
        if (offset >= BEHIND_HW_IRQS) {
            moved += (hwIrqs - PrtosConstants.HW_IRQS) * Integer.BYTES;
        }
        return moved;
    }

    /** The offset of a field of the hypervisor's record. */
    int hypervisor(int offset) {
        return at(ConfigurationBlobDescriptor.HYPERVISOR_OFFSET + offset);
    }

    /** Bytes of the header. */
    int headerLength() {
        return at(ConfigurationBlobDescriptor.HEADER_LENGTH);
    }
}
