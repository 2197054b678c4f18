// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

/**
 * Where an image wants one of its custom files.
 *
 * @param address linear address for a partition, physical for a hypervisor
 * @param size bytes set aside for it, unsigned; 0 for no limit
 */
public record CustomFileSlot(int address, int size) {}
