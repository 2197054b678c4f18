// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.host;

/** Why a run has ended. */
public enum RunEnd {
    /** No vCPU can ever run again. */
    NOTHING_LEFT,
    /** A partition halted the system. */
    SYSTEM_HALTED,
    /** The health monitor halted the system. */
    HEALTH_MONITOR_HALT,
    /** The hypervisor could not go on. */
    PANIC,
    /** The time given in the options is over; the run can be continued. */
    DURATION,
    /** Somebody asked for it; the run can be continued. */
    STOPPED
}
