// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

/**
 * Flag bits of a memory area, in the configuration and in the memory map behind a control table. Source: ABI 11-configuration, 3.5 and
 * ABI constants, 6.
 */
public final class MemoryAreaFlags {
    /** May overlap other areas that are shared too. */
    public static final int SHARED = 0x001;
    /** Not in the initial page tables. */
    public static final int UNMAPPED = 0x002;
    /** Mapped without write permission. */
    public static final int READ_ONLY = 0x004;
    /** Mapped with caching off. */
    public static final int UNCACHEABLE = 0x008;
    /** Stored only. */
    public static final int ROM = 0x010;
    /** Free for the partition's use. */
    public static final int FLAG0 = 0x020;
    /** Free for the partition's use. */
    public static final int FLAG1 = 0x040;
    /** Free for the partition's use. */
    public static final int FLAG2 = 0x080;
    /** Free for the partition's use. */
    public static final int FLAG3 = 0x100;
    /** The area has a name. */
    public static final int TAGGED = 0x200;
    /** Stored only. */
    public static final int IOMMU = 0x400;
    /** Every defined bit. */
    public static final int ALL = 0x7FF;

    private MemoryAreaFlags() {}
}
