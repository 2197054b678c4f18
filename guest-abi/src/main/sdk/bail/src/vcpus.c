/* SPDX-License-Identifier: Apache-2.0 */
/* Start and end of the vCPUs. */
#include <prtos.h>
#include <assert.h>
#include <bail.h>
#include <irqs.h>
#include <stdio.h>

#include "console.h"

extern void start(void);
void start_vcpu(partition_control_table_t *pct, prtos_id_t vcpu) __attribute__((noreturn));

static prtos_s32_t vcpus_started;

void setup_vcpus(void)
{
    prtos_u32_t vcpu;

    if (vcpus_started || PRTOS_VCPU_SELF != 0) {
        return;
    }
    vcpus_started = 1;
    for (vcpu = 1; vcpu < prtos_get_number_vcpus(); vcpu++) {
        prtos_reset_vcpu(vcpu, prtos_get_pct()->arch.cr3, (prtos_address_t)start, 0);
    }
}

void init_arch(void)
{
    setup_irqs();
}

void start_vcpu(partition_control_table_t *pct, prtos_id_t vcpu)
{
    init_libprtos(pct);
    init_arch();
    if (vcpu == 0) {
        setup_vcpus();
    }
    partition_main();
    part_halt();
}

void part_halt(void)
{
    flush_console();
    for (;;) {
        prtos_halt_partition(PRTOS_PARTITION_SELF);
    }
}

void bail_halt(void)
{
    part_halt();
}

void exit(int status)
{
    (void)status;
    part_halt();
}

void assert_failed(const char *condition, const char *file, int line)
{
    printf("%s:%d: assertion failed: %s\n", file, line, condition);
    part_halt();
}
