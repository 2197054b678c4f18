// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import java.nio.charset.StandardCharsets;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.prtos.config.KernelOptions;
import org.prtosvm.prtos.image.ImageException.Kind;

/**
 * Writes boot images: an executable with a Multiboot header that carries a container. This machine takes the container out and has no
 * need of the code; started by another Multiboot loader, the code says on COM1 which program runs the image, and halts. Source: ABI
 * 07-binary-formats, 7.
 */
public final class ResidentSoftwareWriter {
    private static final int MULTIBOOT_MAGIC = 0x1BAD_B002;
    private static final int MULTIBOOT_FLAGS = 3;
    private static final int MULTIBOOT_LENGTH = 12;
    private static final int MESSAGE_OPERAND = 3;

    /** The program behind the Multiboot header. */
    private static final int[] CODE = {
        0xFA, // cli
        0xFC, // cld
        0xBE,
        0,
        0,
        0,
        0, // mov esi, message
        0xAC, // next: lodsb
        0x84,
        0xC0, // test al, al
        0x74,
        0x14, // jz halt
        0x88,
        0xC4, // mov ah, al
        0x66,
        0xBA,
        0xFD,
        0x03, // wait: mov dx, 0x3FD
        0xEC, // in al, dx
        0xA8,
        0x20, // test al, 0x20
        0x74,
        0xF7, // jz wait
        0x66,
        0xBA,
        0xF8,
        0x03, // mov dx, 0x3F8
        0x88,
        0xE0, // mov al, ah
        0xEE, // out dx, al
        0xEB,
        0xE7, // jmp next
        0xF4, // halt: hlt
        0xEB,
        0xFD // jmp halt
    };

    private static final String MESSAGE = "[RSW] this image is run by PRTOS-VM: prtos run FILE\r\n\0";

    private ResidentSoftwareWriter() {}

    /**
     * Makes the boot image of a container.
     *
     * @param file name of the container, for messages
     * @param contents a container
     * @param options the kernel options: places of boot image, container and hypervisor
     * @return the contents of the boot image
     * @throws ImageException if it is no container, is damaged, or reaches the place of the hypervisor
     */
    public static byte[] write(String file, byte[] contents, KernelOptions options) {
        ContainerFile container = ContainerFile.parse(file, contents);
        long end = Integer.toUnsignedLong(options.containerAddress()) + container.size();
        if (end > Integer.toUnsignedLong(options.loadAddress())) {
            throw new ImageException(
                    Kind.CONTAINER_PLACE,
                    file,
                    "size",
                    String.format(
                            "expected to end below 0x%08x when loaded at 0x%08x, found 0x%x",
                            options.loadAddress(), options.containerAddress(), end));
        }
        return new ElfWriter(options.bootImageAddress() + MULTIBOOT_LENGTH)
                .load(".text", options.bootImageAddress(), text(options))
                .load(".container", options.containerAddress(), contents)
                .write();
    }

    /** Multiboot header, code, message, and as the last word the address of the container. */
    private static byte[] text(KernelOptions options) {
        byte[] message = MESSAGE.getBytes(StandardCharsets.US_ASCII);
        int messageOffset = MULTIBOOT_LENGTH + CODE.length;
        int pointer = messageOffset + message.length + 7 & ~7;
        byte[] text = new byte[pointer + 4];
        LittleEndian.put32(text, 0, MULTIBOOT_MAGIC);
        LittleEndian.put32(text, 4, MULTIBOOT_FLAGS);
        LittleEndian.put32(text, 8, -(MULTIBOOT_MAGIC + MULTIBOOT_FLAGS));
        for (int index = 0; index < CODE.length; index++) {
            text[MULTIBOOT_LENGTH + index] = (byte) CODE[index];
        }
        LittleEndian.put32(text, MULTIBOOT_LENGTH + MESSAGE_OPERAND, options.bootImageAddress() + messageOffset);
        System.arraycopy(message, 0, text, messageOffset, message.length);
        LittleEndian.put32(text, pointer, options.containerAddress());
        return text;
    }
}
