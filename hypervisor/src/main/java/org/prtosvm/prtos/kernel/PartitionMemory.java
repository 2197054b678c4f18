// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

/**
 * Memory of the hypervisor that belongs to a partition.
 *
 * @param loaderStack physical address of the pages that the partition sees as the loader's stack
 * @param controlTables physical address of the control tables
 * @param controlTablesLength their bytes
 */
record PartitionMemory(int loaderStack, int controlTables, int controlTablesLength) {}
