// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import org.prtosvm.abi.MemoryAreaFlags;

/** The memory flags that a system description can name. Source: ABI 11-configuration, 3.5 "Memory flags". */
enum AreaFlag {
    SHARED("shared", MemoryAreaFlags.SHARED),
    UNMAPPED("unmapped", MemoryAreaFlags.UNMAPPED),
    READ_ONLY("read-only", MemoryAreaFlags.READ_ONLY),
    UNCACHEABLE("uncacheable", MemoryAreaFlags.UNCACHEABLE),
    ROM("rom", MemoryAreaFlags.ROM),
    FLAG0("flag0", MemoryAreaFlags.FLAG0),
    FLAG1("flag1", MemoryAreaFlags.FLAG1),
    FLAG2("flag2", MemoryAreaFlags.FLAG2),
    FLAG3("flag3", MemoryAreaFlags.FLAG3),
    IOMMU("iommu", MemoryAreaFlags.IOMMU),
    NONE("none", 0);

    private final String text;
    private final int bit;

    AreaFlag(String text, int bit) {
        this.text = text;
        this.bit = bit;
    }

    /** The word in the system description. */
    String text() {
        return text;
    }

    /** The bit in the configuration, 0 for {@link #NONE}. */
    int bit() {
        return bit;
    }
}
