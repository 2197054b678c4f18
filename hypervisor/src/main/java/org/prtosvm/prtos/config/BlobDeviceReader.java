// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.ArrayList;
import java.util.List;
import org.prtosvm.abi.ConfigurationBlobDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.config.BlobBytes.Table;

/** Reads devices and references to them in a configuration blob. */
final class BlobDeviceReader {
    private static final int KIND_MASK = 0xFFFF;
    private static final int NUMBER_SHIFT = 16;

    private final BlobBytes blob;
    private final BlobMemoryReader memory;
    private final Table memoryBlocks;

    BlobDeviceReader(BlobBytes blob, BlobMemoryReader memory) {
        this.blob = blob;
        this.memory = memory;
        this.memoryBlocks = blob.table(
                "memory blocks",
                ConfigurationBlobDescriptor.MEMORY_BLOCK_TABLE_OFFSET,
                ConfigurationBlobDescriptor.MEMORY_BLOCK_LENGTH);
    }

    Devices devices() {
        List<Integer> baudRates = new ArrayList<>();
        int table = blob.options().geometry().at(ConfigurationBlobDescriptor.UART_BAUD_RATES_OFFSET);
        for (int uart = 0; uart < PrtosConstants.MAX_UARTS; uart++) {
            baudRates.add(blob.word("uart baud rate", table + 4 * uart));
        }
        List<MemoryArea> blocks = new ArrayList<>();
        for (int index = 0; index < memoryBlocks.count(); index++) {
            blocks.add(memory.area("memory block " + index, memoryBlocks.entry(index)));
        }
        return new Devices(baudRates, blocks);
    }

    /** The device that a field refers to. */
    DeviceReference reference(String field, int at) {
        int word = blob.word(field, at);
        int number = word >>> NUMBER_SHIFT;
        DeviceReference.Kind kind = kind(field, word & KIND_MASK);
        int count = switch (kind) {
            case MEMORY_BLOCK -> memoryBlocks.count();
            case UART -> PrtosConstants.MAX_UARTS;
            case VGA, NONE -> 1;
        };
        if (number >= count) {
            throw blob.refuse(field, "expected one of %d devices of class %s, found number %d", count, kind, number);
        }
        return new DeviceReference(kind, number);
    }

    private DeviceReference.Kind kind(String field, int code) {
        for (DeviceReference.Kind kind : DeviceReference.Kind.values()) {
            if (kind.code() == code) {
                return kind;
            }
        }
        throw blob.refuse(field, "expected a device class of 0 to 2 or 0xffff, found 0x%x", code);
    }

    /** The trace of an owner, whose device and mask are in two fields that follow each other. */
    TraceConfiguration trace(String owner, int at) {
        return new TraceConfiguration(reference(owner + ": trace device", at), blob.word(owner, at + 4));
    }
}
