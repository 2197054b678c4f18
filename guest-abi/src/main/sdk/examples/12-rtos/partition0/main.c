/* SPDX-License-Identifier: Apache-2.0 */
/* Starts the kernel and its tasks, and checks at the end what came of them. */
#include <bail.h>
#include <stdio.h>

#include "tasks.h"

static int consumer, counters[2], sleeper, intruder, privileged;

static int check(const char *what, int n, enum task_state state, prtos_u32_t report)
{
    const struct task *task = &tasks[n];

    printf("%s: state %d, report %u, given the processor %u times\n", what, task->state, task->report, task->runs);
    return task->state != state || task->report != report;
}

static void finish(void)
{
    int wrong = 0;

    prtos_set_timer(PRTOS_HW_CLOCK, 0, 0);
    wrong += check("consumer", consumer, TASK_ENDED, ITEMS * (ITEMS + 1) / 2);
    wrong += check("counter", counters[0], TASK_ENDED, COUNT_TO);
    wrong += check("counter", counters[1], TASK_ENDED, COUNT_TO);
    wrong += check("sleeper", sleeper, TASK_ENDED, NAPS);
    wrong += check("intruder", intruder, TASK_KILLED, 0);
    wrong += check("privileged", privileged, TASK_KILLED, 0);
    /* Both counters are of one priority: the tick makes them take turns. */
    wrong += tasks[counters[0]].runs < 5 || tasks[counters[1]].runs < 5;
    printf("%u ticks\n", ticks);
    printf(wrong == 0 ? "Verification Passed\n" : "Verification Failed\n");
    part_halt();
}

void partition_main(void)
{
    init_memory();
    init_kernel();
    init_semaphore(FREE_SLOTS, BUFFER_SLOTS);
    init_semaphore(FULL_SLOTS, 0);
    new_task(idle_task, 0);
    new_task(producer_task, 2);
    consumer = new_task(consumer_task, 3);
    counters[0] = new_task(counting_task, 1);
    counters[1] = new_task(counting_task, 1);
    sleeper = new_task(sleeping_task, 4);
    intruder = new_task(intruding_task, 2);
    privileged = new_task(privileged_task, 2);
    run_tasks(finish);
}
