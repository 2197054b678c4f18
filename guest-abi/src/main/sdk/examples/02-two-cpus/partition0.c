/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Both vCPUs run partition_main: each adds up one half of a table. The second one says by an inter-partition interrupt,
 * which the configuration leads back to the partition itself, that it is done.
 */
#include <prtos.h>
#include <irqs.h>
#include <stdio.h>

#define LENGTH 20000

static prtos_u32_t table[LENGTH];
static volatile prtos_u32_t filled;
static volatile prtos_u32_t sums[2];
static volatile prtos_u32_t done;

static void on_done(trap_ctxt_t *context)
{
    (void)context;
    done = 1;
}

static prtos_u32_t sum(prtos_u32_t from, prtos_u32_t to)
{
    prtos_u32_t result = 0;
    prtos_u32_t i;

    for (i = from; i < to; i++) {
        result += table[i];
    }
    return result;
}

static void second(void)
{
    while (!filled) {
        __asm__ __volatile__("pause");
    }
    sums[1] = sum(LENGTH / 2, LENGTH);
    printf("vCPU 1: %u\n", sums[1]);
    prtos_raise_ipvi(PRTOS_VT_EXT_IPVI0);
    prtos_halt_vcpu(PRTOS_VCPU_SELF);
}

static void first(void)
{
    prtos_virtual_cpu_status_t status;
    prtos_u32_t expected = 0;
    prtos_u32_t i;

    install_trap_handler(BAIL_PRTOSEXT_TRAP(PRTOS_VT_EXT_IPVI0), on_done);
    prtos_clear_irqmask(0, 1 << PRTOS_VT_EXT_IPVI0);
    hw_sti();
    for (i = 0; i < LENGTH; i++) {
        table[i] = i * i;
        expected += i * i;
    }
    filled = 1;
    sums[0] = sum(0, LENGTH / 2);
    printf("vCPU 0: %u\n", sums[0]);
    while (!done) {
        __asm__ __volatile__("pause");
    }
    do {
        prtos_get_vcpu_status(1, &status);
    } while (status.state != PRTOS_STATUS_HALTED);
    printf(sums[0] + sums[1] == expected ? "Verification Passed\n" : "Verification Failed\n");
}

void partition_main(void)
{
    if (PRTOS_VCPU_SELF == 0) {
        first();
    } else {
        second();
    }
}
