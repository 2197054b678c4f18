/* SPDX-License-Identifier: Apache-2.0 */
/* The emptiest service: get_vcpuid in a partition, getppid (replaced by 0) on Linux. A unit is one call. */
#include "kernel.h"

KERNEL("hypercall", HYPERCALL);

uint32_t kernel(uint32_t units)
{
    uint32_t hash = MIX_START;

    for (uint32_t unit = 0; unit < units; unit++) {
        hash = mix(hash, harness_emptiest_call() + unit);
    }
    return hash;
}
