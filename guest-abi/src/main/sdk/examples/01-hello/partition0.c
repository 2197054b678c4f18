/* SPDX-License-Identifier: Apache-2.0 */
/* Says who it is, once per slot. */
#include <prtos.h>
#include <stdio.h>

#define GREETINGS 4

void partition_main(void)
{
    partition_control_table_t *pct = prtos_get_pct();
    int i;

    for (i = 0; i < GREETINGS; i++) {
        printf("[%s] hello, I am partition %d, slot %d\n", pct->name, (int)PCT_GET_PARTITION_ID(pct),
               (int)pct->cyclic_sched_info.id);
        prtos_idle_self();
    }
}
