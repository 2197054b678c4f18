/* SPDX-License-Identifier: Apache-2.0 */
/* Says who it is, once per slot, and checks that its slots come when the plan says. */
#include <prtos.h>
#include <stdio.h>

#define GREETINGS 3
#define MAJOR_FRAME_US 100000

void partition_main(void)
{
    partition_control_table_t *pct = prtos_get_pct();
    prtos_time_t first, now;
    int late = 0;
    int i;

    prtos_get_time(PRTOS_HW_CLOCK, &first);
    for (i = 1; i <= GREETINGS; i++) {
        printf("[%s] hello, I am partition %d, slot %d\n", pct->name, (int)PCT_GET_PARTITION_ID(pct),
               (int)pct->cyclic_sched_info.id);
        prtos_idle_self();
        prtos_get_time(PRTOS_HW_CLOCK, &now);
        /* The first reading came a little after the start of its slot. */
        late += now > first + i * MAJOR_FRAME_US || now < first + i * MAJOR_FRAME_US - 1000;
    }
    printf(late == 0 ? "Verification Passed\n" : "Verification Failed\n");
}
