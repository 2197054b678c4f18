/* SPDX-License-Identifier: Apache-2.0 */
/* Runs the flag chain undisturbed, then under a fast timer whose handler changes every register and flag it may. */
#include "../bench/kernel.h"
#include "check.h"

#define PERIOD_US 77

static volatile uint32_t ticks;

static void on_timer(struct trap_frame *frame)
{
    ticks++;
    /* Leaves every arithmetic flag different from that of the interrupted code. */
    __asm__ volatile("pushl %0\n\t"
                     "popfl\n\t"
                     "notl %%ecx\n\t"
                     "notl %%edx\n\t"
                     :
                     : "a"((frame->eflags ^ 0x8D5u) & 0x8D5u)
                     : "cc", "ecx", "edx", "ebx", "esi", "edi");
}

void partition_main(void)
{
    int64_t start_us;
    uint32_t elapsed_us;
    uint32_t hash = kernel(kernel_info.units_per_round);

    printf("hash 0x%08x\n", hash);
    check("flags-quiet", hash, kernel_info.check);

    on_ext_irq(PRTOS_EXT_HW_TIMER, on_timer);
    prtos_clear_irqmask(0, 1u << PRTOS_EXT_HW_TIMER);
    prtos_x86_set_if();
    start_us = now_us();
    prtos_set_timer(PRTOS_HW_CLOCK, start_us + PERIOD_US, PERIOD_US);
    hash = kernel(kernel_info.units_per_round);
    prtos_set_timer(PRTOS_HW_CLOCK, 0, 0);
    elapsed_us = (uint32_t)(now_us() - start_us);
    prtos_x86_clear_if();

    check("flags-interrupted", hash, kernel_info.check);
    /* Half of the interrupts that fit, for the sake of machines whose timers are late. */
    check("flags-interrupts", ticks > 0 && ticks >= elapsed_us / PERIOD_US / 2, 1);
    finish();
}
