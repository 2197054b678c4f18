/* SPDX-License-Identifier: Apache-2.0 */
/* The timer of the hardware clock goes on while others run, the one of the execution clock does not. */
#include <prtos.h>
#include <irqs.h>
#include <stdio.h>

#define HW_PERIOD_US 4000
#define EXEC_PERIOD_US 4000
#define RUN_US 400000

static volatile prtos_u32_t hw_ticks;
static volatile prtos_u32_t exec_ticks;

static void on_hw_timer(trap_ctxt_t *context)
{
    (void)context;
    hw_ticks++;
}

static void on_exec_timer(trap_ctxt_t *context)
{
    (void)context;
    exec_ticks++;
}

void partition_main(void)
{
    prtos_time_t start, now, exec_start, exec_now;
    prtos_s32_t expected;

    install_trap_handler(BAIL_PRTOSEXT_TRAP(PRTOS_VT_EXT_HW_TIMER), on_hw_timer);
    install_trap_handler(BAIL_PRTOSEXT_TRAP(PRTOS_VT_EXT_EXEC_TIMER), on_exec_timer);
    prtos_clear_irqmask(0, (1 << PRTOS_VT_EXT_HW_TIMER) | (1 << PRTOS_VT_EXT_EXEC_TIMER));
    hw_sti();

    prtos_get_time(PRTOS_HW_CLOCK, &start);
    prtos_get_time(PRTOS_EXEC_CLOCK, &exec_start);
    prtos_set_timer(PRTOS_HW_CLOCK, start + HW_PERIOD_US, HW_PERIOD_US);
    prtos_set_timer(PRTOS_EXEC_CLOCK, exec_start + EXEC_PERIOD_US, EXEC_PERIOD_US);
    do {
        prtos_get_time(PRTOS_HW_CLOCK, &now);
    } while (now < start + RUN_US);
    prtos_set_timer(PRTOS_HW_CLOCK, 0, 0);
    prtos_set_timer(PRTOS_EXEC_CLOCK, 0, 0);
    prtos_get_time(PRTOS_EXEC_CLOCK, &exec_now);

    /* In a slot of 10 ms two or three ticks of the hardware clock come, and one for all that were missed between. */
    expected = (prtos_s32_t)((exec_now - exec_start) / EXEC_PERIOD_US);
    printf("%lld us, of them %lld us executed\n", now - start, exec_now - exec_start);
    printf("%u ticks of the hardware clock, %u of the execution clock\n", hw_ticks, exec_ticks);
    if ((prtos_s32_t)exec_ticks >= expected - 1 && (prtos_s32_t)exec_ticks <= expected + 1 &&
        hw_ticks > 2 * RUN_US / 20000 && hw_ticks < RUN_US / HW_PERIOD_US) {
        printf("Verification Passed\n");
    } else {
        printf("Verification Failed\n");
    }
}
