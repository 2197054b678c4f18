/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Works for a while, then faults. The health monitor restarts the partition (warm reset); the count of starts is in
 * memory that a warm reset keeps. After two faults the partition gives up and halts itself.
 */
#include "demo.h"

#define PARTITION_TEXT "faulty    "
#define WORK_MS 250
#define UNMAPPED_ADDRESS 0x40000000u
#define STARTS_MAGIC 0x53544152u        /* memory holds anything at the first start */

static NOINIT struct {
    uint32_t magic;
    uint32_t count;
} starts;

static void work(void)
{
    uint32_t end_ms = now_ms() + WORK_MS;

    while (now_ms() < end_ms) {
        prtos_idle_self();
    }
}

static void divide_by_zero(void)
{
    uint32_t quotient = 1;
    uint32_t remainder = 0;

    __asm__ volatile("divl %2" : "+a"(quotient), "+d"(remainder) : "r"(0) : "cc");
}

void partition_main(void)
{
    if (starts.magic != STARTS_MAGIC) {
        starts.magic = STARTS_MAGIC;
        starts.count = 0;
    }
    starts.count++;
    switch (starts.count) {
    case 1:
        work();
        say("start %u: dividing by zero", starts.count);
        divide_by_zero();
        break;
    case 2:
        work();
        say("start %u: reset counter %u, status %u; reading unmapped memory", starts.count, prtos_pct->reset_counter,
            prtos_pct->reset_status);
        (void)*(volatile uint32_t *)UNMAPPED_ADDRESS;
        break;
    default:
        say("start %u: reset counter %u, status %u; giving up", starts.count, prtos_pct->reset_counter,
            prtos_pct->reset_status);
        break;
    }
}
