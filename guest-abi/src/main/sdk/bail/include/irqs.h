/* SPDX-License-Identifier: Apache-2.0 */
/* Traps and interrupts of a partition. */
#ifndef IRQS_H
#define IRQS_H

#define TRAPTAB_LENGTH 256
#define BAIL_PRTOSEXT_BASE 224
#define BAIL_PRTOSEXT_TRAP(irq) (BAIL_PRTOSEXT_BASE + (irq)) /* vector of an extended interrupt */

#ifndef __ASSEMBLY__

#include <prtos.h>

/* State of what was interrupted. A handler may change it: it is what the return loads. */
typedef struct {
    prtos_u32_t ebx, ecx, edx, esi, edi, ebp, eax;
    prtos_u32_t ds, es, fs, gs;
    prtos_u32_t irq_nr;                 /* vector */
    prtos_u32_t err_code;               /* 0 for vectors without one */
    prtos_u32_t ip, cs, flags;
    prtos_u32_t sp, ss;                 /* only if the ring changed */
} trap_ctxt_t;

typedef void (*trap_handler_t)(trap_ctxt_t *context);

/* Shared by all vCPUs. */
extern trap_handler_t part_trap_handlers_table[TRAPTAB_LENGTH];

/* Handler of a vector; NULL for the one that reports and halts. Returns -1 for a vector that there is not. */
extern prtos_s32_t install_trap_handler(prtos_s32_t vector, trap_handler_t handler);

/* Virtual interrupts of this vCPU. */
extern void hw_cli(void);
extern void hw_sti(void);
extern prtos_s32_t hw_is_sti(void);

/* Loads descriptor and interrupt tables and routes extended interrupts; start-up does so on every vCPU. */
extern void setup_irqs(void);
extern void init_arch(void);

#endif

#endif
