/* SPDX-License-Identifier: Apache-2.0 */
/* Part of the control table that depends on the processor. */
#ifndef PRTOS_INC_ARCH_GUEST_H
#define PRTOS_INC_ARCH_GUEST_H

#include <prtos_inc/arch/irqs.h>
#include <prtos_inc/arch/processor.h>

#ifndef __ASSEMBLY__

struct pct_arch {
    struct x86_desc_reg gdtr;
    struct x86_desc_reg idtr;
    prtos_u32_t max_idt_vec;            /* entries of the interrupt table that are used */
    prtos_u32_t tr;
    prtos_u32_t cr4;
    prtos_u32_t cr3;
    prtos_u32_t cr2;                    /* address of the last page fault */
    prtos_u32_t cr0;
};

#endif

#endif
