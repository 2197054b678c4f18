/* SPDX-License-Identifier: Apache-2.0 */
/* One function for each service for the processor. */
#include <prtos.h>

#include "batch.h"
#include "gate.h"

__stdcall prtos_s32_t prtos_x86_load_cr0(prtos_word_t value)
{
    flush_batch();
    return hypercall1(__X86_LOAD_CR0_NR, (prtos_word_t)value);
}

__stdcall prtos_s32_t prtos_x86_load_cr3(prtos_word_t value)
{
    flush_batch();
    return hypercall1(__X86_LOAD_CR3_NR, (prtos_word_t)value);
}

__stdcall prtos_s32_t prtos_x86_load_cr4(prtos_word_t value)
{
    flush_batch();
    return hypercall1(__X86_LOAD_CR4_NR, (prtos_word_t)value);
}

__stdcall prtos_s32_t prtos_x86_load_tss(struct x86_tss *tss)
{
    flush_batch();
    return hypercall1(__X86_LOAD_TSS_NR, (prtos_word_t)tss);
}

__stdcall prtos_s32_t prtos_x86_load_gdt(struct x86_desc_reg *desc)
{
    flush_batch();
    return hypercall1(__X86_LOAD_GDT_NR, (prtos_word_t)desc);
}

__stdcall prtos_s32_t prtos_x86_load_idtr(struct x86_desc_reg *desc)
{
    flush_batch();
    return hypercall1(__X86_LOAD_IDTR_NR, (prtos_word_t)desc);
}

__stdcall prtos_s32_t prtos_x86_update_ss_sp(prtos_word_t ss, prtos_word_t sp, prtos_u32_t level)
{
    flush_batch();
    return hypercall3(__X86_UPDATE_SS_SP_NR, (prtos_word_t)ss, (prtos_word_t)sp, (prtos_word_t)level);
}

__stdcall prtos_s32_t prtos_x86_update_gdt(prtos_s32_t entry, struct x86_desc *desc)
{
    flush_batch();
    return hypercall2(__X86_UPDATE_GDT_NR, (prtos_word_t)entry, (prtos_word_t)desc);
}

__stdcall prtos_s32_t prtos_x86_update_idt(prtos_s32_t entry, struct x86_gate *gate)
{
    flush_batch();
    return hypercall2(__X86_UPDATE_IDT_NR, (prtos_word_t)entry, (prtos_word_t)gate);
}

__stdcall void prtos_x86_set_if(void)
{
    flush_batch();
    hypercall0(__X86_SET_IF_NR);
}

__stdcall void prtos_x86_clear_if(void)
{
    flush_batch();
    hypercall0(__X86_CLEAR_IF_NR);
}
