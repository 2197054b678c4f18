// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.partition;

/** Types of pages with bookkeeping. Source: ABI 01-machine-and-boot, 8. */
public final class PageType {
    /** Data or code. */
    public static final int STANDARD = 0;
    /** Page directory. */
    public static final int DIRECTORY = 1;
    /** Page table. */
    public static final int TABLE = 2;
    /** Number of types. */
    public static final int COUNT = 3;

    private PageType() {}
}
