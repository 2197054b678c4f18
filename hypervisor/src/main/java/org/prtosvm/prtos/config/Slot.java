// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

/**
 * A time slot of a plan. Source: ABI 11-configuration, 3.2 Slot.
 *
 * @param id place in its plan, from 0
 * @param partitionId partition that runs
 * @param vcpuId vCPU of that partition
 * @param startUs start in microseconds after the start of the major frame
 * @param endUs end in microseconds after the start of the major frame, exclusive; equal to the start for an empty slot
 */
public record Slot(int id, int partitionId, int vcpuId, long startUs, long endUs) {}
