/* SPDX-License-Identifier: Apache-2.0 */
/* Faults in three ways; what the health monitor does about each is in the configuration. */
#include <prtos.h>
#include <stdio.h>

void partition_main(void)
{
    partition_control_table_t *pct = prtos_get_pct();
    volatile prtos_u32_t zero = 0;

    printf("start: reset counter %u, status %u\n", pct->reset_counter, pct->reset_status);
    if (pct->reset_status == 0) {
        zero = 100 / zero;
    } else if (pct->reset_status == PRTOS_HM_EV_X86_DIVIDE_ERROR) {
        *(volatile prtos_u32_t *)0x40000000 = 1;
    } else {
        __asm__ __volatile__("ud2");
    }
    printf("not reached\n");
}
