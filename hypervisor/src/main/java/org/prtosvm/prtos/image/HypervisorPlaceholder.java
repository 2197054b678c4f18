// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import org.prtosvm.abi.ImageHeaderDescriptor;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.PrtosConstants;

/**
 * The hypervisor image of containers that are made for a run. Every container has one; here the hypervisor is not guest code, so the
 * image only halts.
 */
final class HypervisorPlaceholder {
    private static final byte[] HALT = {(byte) 0xFA, (byte) 0xF4, (byte) 0xEB, (byte) 0xFD};

    private HypervisorPlaceholder() {}

    /** The PEF file. */
    static InputFile file() {
        return new InputFile(
                "hypervisor.pef",
                PefWriter.ofHypervisor(PrtosConstants.HYPERVISOR_LOAD_ADDRESS, image())
                        .write());
    }

    private static byte[] image() {
        byte[] image = new byte[ImageHeaderDescriptor.HYPERVISOR_LENGTH + HALT.length];
        LittleEndian.put32(
                image, ImageHeaderDescriptor.START_SIGNATURE_OFFSET, ImageHeaderDescriptor.HYPERVISOR_SIGNATURE);
        LittleEndian.put32(image, ImageHeaderDescriptor.ABI_VERSION_OFFSET, PrtosConstants.ABI_VERSION);
        LittleEndian.put32(image, ImageHeaderDescriptor.API_VERSION_OFFSET, PrtosConstants.API_VERSION);
        LittleEndian.put32(
                image,
                ImageHeaderDescriptor.HYPERVISOR_END_SIGNATURE_OFFSET,
                ImageHeaderDescriptor.HYPERVISOR_SIGNATURE);
        System.arraycopy(HALT, 0, image, ImageHeaderDescriptor.HYPERVISOR_LENGTH, HALT.length);
        return image;
    }
}
