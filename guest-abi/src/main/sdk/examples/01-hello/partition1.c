/* SPDX-License-Identifier: Apache-2.0 */
/* Says who it is, once per slot, and checks that its slots come at equal distances. */
#include <prtos.h>
#include <stdio.h>

#define GREETINGS 4
#define TOLERANCE_US 1000

void partition_main(void)
{
    partition_control_table_t *pct = prtos_get_pct();
    prtos_time_t last = 0, period = 0, now;
    int wrong = 0;
    int i;

    for (i = 0; i < GREETINGS; i++) {
        prtos_get_time(PRTOS_HW_CLOCK, &now);
        printf("[%s] hello, I am partition %d, slot %d\n", pct->name, (int)PCT_GET_PARTITION_ID(pct),
               (int)pct->cyclic_sched_info.id);
        if (i == 1) {
            period = now - last;
        } else if (i > 1) {
            wrong += now - last > period + TOLERANCE_US || now - last < period - TOLERANCE_US;
        }
        last = now;
        prtos_idle_self();
    }
    printf("[%s] a slot every %lld us\n", pct->name, period);
    printf(wrong == 0 ? "Verification Passed\n" : "Verification Failed\n");
}
