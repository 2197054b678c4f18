/* SPDX-License-Identifier: Apache-2.0 */
/* Harness of a kernel in a partition: rounds for ever, one line for each. */
#include "kernel.h"
#include "rt.h"

uint32_t harness_emptiest_call(void)
{
    return (uint32_t)prtos_get_vcpuid();
}

uint64_t harness_time_us(void)
{
    return (uint64_t)now_us();
}

void partition_main(void)
{
    for (uint32_t round = 0;; round++) {
        uint32_t check = kernel(kernel_info.units_per_round);

        printf("%s round %u check 0x%08x %s\n", kernel_info.name, round, check,
               check == kernel_info.check ? "ok" : "BAD");
    }
}
