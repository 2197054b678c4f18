/* SPDX-License-Identifier: Apache-2.0 */
/* Counts its slots; when it is asked to shut down it halts itself. */
#include <prtos.h>
#include <irqs.h>
#include <stdio.h>

static volatile prtos_u32_t shutdown;

static void on_shutdown(trap_ctxt_t *context)
{
    (void)context;
    shutdown = 1;
}

void partition_main(void)
{
    partition_control_table_t *pct = prtos_get_pct();
    int slots = 0;

    install_trap_handler(BAIL_PRTOSEXT_TRAP(PRTOS_VT_EXT_SHUTDOWN), on_shutdown);
    prtos_clear_irqmask(0, 1 << PRTOS_VT_EXT_SHUTDOWN);
    hw_sti();
    printf("governed: started, reset counter %u, status %u\n", pct->reset_counter, pct->reset_status);
    while (!shutdown) {
        slots++;
        prtos_idle_self();
    }
    printf("governed: shutting down after %d slots\n", slots);
}
