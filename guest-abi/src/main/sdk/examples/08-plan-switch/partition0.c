/* SPDX-License-Identifier: Apache-2.0 */
/* Asks for plan 1 and watches it come. */
#include <prtos.h>
#include <stdio.h>

void partition_main(void)
{
    prtos_plan_status_t before, requested, after;
    prtos_u32_t old = 99;
    prtos_s32_t result;
    int wrong;

    prtos_get_plan_status(&before);
    result = prtos_switch_sched_plan(1, &old);
    prtos_get_plan_status(&requested);
    prtos_idle_self();
    prtos_get_plan_status(&after);
    printf("before: plan %d; requested: %d next %d; after: plan %d since %lld us, before that %d\n", before.current,
           requested.current, requested.next, after.current, after.switch_time, after.prev);
    wrong = result != PRTOS_OK || old != 0 || before.current != 0 || requested.current != 0 || requested.next != 1 ||
            after.current != 1 || after.prev != 0;
    wrong += prtos_switch_sched_plan(1, &old) != PRTOS_NO_ACTION;
    wrong += prtos_switch_sched_plan(2, &old) != PRTOS_INVALID_PARAM;
    printf(wrong == 0 ? "Verification Passed\n" : "Verification Failed\n");
}
