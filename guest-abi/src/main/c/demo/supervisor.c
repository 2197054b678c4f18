/* SPDX-License-Identifier: Apache-2.0 */
/* A system partition: changes the plan after a second, then reports and ends the run. */
#include "demo.h"

#define PARTITION_TEXT "supervisor"
#define SWITCH_MS 1000
#define END_MS 3000

static void idle_until(uint32_t time_ms)
{
    while (now_ms() < time_ms) {
        prtos_idle_self();
    }
}

static int32_t current_plan(void)
{
    union prtos_status status;

    prtos_get_plan_status(&status);
    return status.plan.current;
}

static void switch_plan(void)
{
    int32_t plan = prtos_get_gid_by_name("degraded", PRTOS_PLAN_NAME);
    uint32_t before = 0;
    int32_t result = prtos_switch_sched_plan((uint32_t)plan, &before);

    say("plan %d instead of %u from the next frame on: %s", plan, before, result == PRTOS_OK ? "accepted" : "refused");
    while (current_plan() != plan) {
        prtos_idle_self();
    }
    say("plan %d is in force, slots of %u us", plan, prtos_pct->slot_duration_us);
}

static void report_health_monitor(void)
{
    struct prtos_hm_log log;

    while (prtos_hm_read(&log) > 0) {
        uint64_t time_us = (uint64_t)log.timestamp_us;

        say("health monitor: event %u of partition %u at %llu us", log.op_code_lo >> 16,
            log.op_code_lo & 0xFFu, time_us);
    }
}

static void report_system(void)
{
    union prtos_status status;

    prtos_get_system_status(&status);
    say("%llu samples written, %llu read; %llu messages sent, %llu received", status.system.sampling_msgs_written,
        status.system.sampling_msgs_read, status.system.queuing_msgs_sent, status.system.queuing_msgs_received);
}

void partition_main(void)
{
    say("%u partitions, plan %d", prtos_pct->flags >> 16 & 0xFFu, current_plan());
    idle_until(SWITCH_MS);
    switch_plan();
    idle_until(END_MS);
    report_health_monitor();
    report_system();
    prtos_halt_system();
}
