// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

/**
 * Where trace events of a partition or of the hypervisor go, and which of them.
 *
 * @param device log device
 * @param mask one bit per kind of event
 */
public record TraceConfiguration(DeviceReference device, int mask) {
    /** No trace. */
    public static final TraceConfiguration NONE = new TraceConfiguration(DeviceReference.NONE, 0);
}
