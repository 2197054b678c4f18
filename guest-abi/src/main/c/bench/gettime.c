/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the clock: get_time in a partition, clock_gettime on Linux. A unit is one call. */
#include "kernel.h"

KERNEL("gettime", GETTIME);

uint32_t kernel(uint32_t units)
{
    uint64_t before_us = 0;
    uint32_t hash = MIX_START;

    for (uint32_t unit = 0; unit < units; unit++) {
        uint64_t time_us = harness_time_us();
        hash = mix(hash, unit + (time_us < before_us));
        before_us = time_us;
    }
    return hash;
}
