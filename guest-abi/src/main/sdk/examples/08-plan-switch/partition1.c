/* SPDX-License-Identifier: Apache-2.0 */
/* Prints the slots that it gets. */
#include <prtos.h>
#include <stdio.h>

#define SLOTS 4

void partition_main(void)
{
    partition_control_table_t *pct = prtos_get_pct();
    int i;

    for (i = 0; i < SLOTS; i++) {
        printf("slot %u of %u us\n", pct->cyclic_sched_info.id, pct->cyclic_sched_info.slot_duration);
        prtos_idle_self();
    }
}
