/* SPDX-License-Identifier: Apache-2.0 */
/* The tasks. They see the pages of this file's code and shared data, and two pages that each has for itself. */
#include "tasks.h"

USER_SHARED volatile prtos_u32_t buffer[BUFFER_SLOTS];
USER_SHARED volatile prtos_u32_t take_from;
USER_SHARED volatile prtos_u32_t put_at;

static inline prtos_u32_t system_call(prtos_u32_t number, prtos_u32_t argument)
{
    __asm__ __volatile__("int %2" : "+a"(number) : "b"(argument), "i"(SYSTEM_CALL_VECTOR) : "memory");
    return number;
}

static inline void exit_task(void)
{
    system_call(SYS_EXIT, 0);
    for (;;) {
    }
}

USER_CODE void idle_task(prtos_u32_t *data)
{
    (void)data;
    for (;;) {
        __asm__ __volatile__("pause");
    }
}

USER_CODE void producer_task(prtos_u32_t *data)
{
    (void)data;
    for (data[0] = 1; data[0] <= ITEMS; data[0]++) {
        system_call(SYS_WAIT, FREE_SLOTS);
        buffer[put_at++ % BUFFER_SLOTS] = data[0];
        system_call(SYS_SIGNAL, FULL_SLOTS);
    }
    exit_task();
}

USER_CODE void consumer_task(prtos_u32_t *data)
{
    prtos_u32_t i;

    for (i = 0; i < ITEMS; i++) {
        system_call(SYS_WAIT, FULL_SLOTS);
        data[0] += buffer[take_from++ % BUFFER_SLOTS];
        system_call(SYS_SIGNAL, FREE_SLOTS);
    }
    system_call(SYS_REPORT, data[0]);
    exit_task();
}

/* Never gives the processor up: the tick takes it away. */
USER_CODE void counting_task(prtos_u32_t *data)
{
    volatile prtos_u32_t *count = data; /* every step is one in memory */

    while (*count < COUNT_TO) {
        ++*count;
    }
    system_call(SYS_REPORT, *count);
    exit_task();
}

USER_CODE void sleeping_task(prtos_u32_t *data)
{
    for (; data[0] < NAPS; data[0]++) {
        system_call(SYS_SLEEP, NAP_TICKS);
    }
    system_call(SYS_REPORT, data[0]);
    exit_task();
}

/* Reaches for the data of task 1, which lies before its own. */
USER_CODE void intruding_task(prtos_u32_t *data)
{
    system_call(SYS_SLEEP, 3);
    *(volatile prtos_u32_t *)((prtos_u32_t)data - PRIVATE_PAGES * PAGE_SIZE) = 0;
    system_call(SYS_REPORT, 1);
    exit_task();
}

/* Tries an instruction of the kernel. */
USER_CODE void privileged_task(prtos_u32_t *data)
{
    (void)data;
    __asm__ __volatile__("hlt");
    system_call(SYS_REPORT, 1);
    exit_task();
}
