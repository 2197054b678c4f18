/* SPDX-License-Identifier: Apache-2.0 */
/* The services for the processor. */
#ifndef ARCH_PRTOSHYPERCALLS_H
#define ARCH_PRTOSHYPERCALLS_H

#include <prtos_inc/guest.h>
#include <prtos_inc/hypercalls.h>
#include <prtos_inc/linkage.h>

/* Writes the virtual CR0. */
__PRTOS_C __stdcall prtos_s32_t prtos_x86_load_cr0(prtos_word_t value);

/* Changes the page directory. */
__PRTOS_C __stdcall prtos_s32_t prtos_x86_load_cr3(prtos_word_t value);

/* Writes the virtual CR4. */
__PRTOS_C __stdcall prtos_s32_t prtos_x86_load_cr4(prtos_word_t value);

/* Takes the stacks of rings 1 and 2 from a task-state segment, and sets CR0.TS. */
__PRTOS_C __stdcall prtos_s32_t prtos_x86_load_tss(struct x86_tss *tss);

/* Loads the partition's part of the GDT. */
__PRTOS_C __stdcall prtos_s32_t prtos_x86_load_gdt(struct x86_desc_reg *desc);

/* Says where the interrupt table is. */
__PRTOS_C __stdcall prtos_s32_t prtos_x86_load_idtr(struct x86_desc_reg *desc);

/* Sets the stack of ring 1 or 2. */
__PRTOS_C __stdcall prtos_s32_t prtos_x86_update_ss_sp(prtos_word_t ss, prtos_word_t sp, prtos_u32_t level);

/* Replaces an entry of the GDT. */
__PRTOS_C __stdcall prtos_s32_t prtos_x86_update_gdt(prtos_s32_t entry, struct x86_desc *desc);

/* Lets INT n, n from 0x30 on, lead to the partition directly. */
__PRTOS_C __stdcall prtos_s32_t prtos_x86_update_idt(prtos_s32_t entry, struct x86_gate *gate);

/* Enables virtual interrupts. */
__PRTOS_C __stdcall void prtos_x86_set_if(void);

/* Disables virtual interrupts. */
__PRTOS_C __stdcall void prtos_x86_clear_if(void);

__PRTOS_C __stdcall void prtos_lazy_x86_load_cr0(prtos_word_t value);
__PRTOS_C __stdcall void prtos_lazy_x86_load_cr3(prtos_word_t value);
__PRTOS_C __stdcall void prtos_lazy_x86_load_cr4(prtos_word_t value);
__PRTOS_C __stdcall void prtos_lazy_x86_load_tss(struct x86_tss *tss);
__PRTOS_C __stdcall void prtos_lazy_x86_load_gdt(struct x86_desc_reg *desc);
__PRTOS_C __stdcall void prtos_lazy_x86_load_idtr(struct x86_desc_reg *desc);
__PRTOS_C __stdcall void prtos_lazy_x86_update_ss_sp(prtos_word_t ss, prtos_word_t sp, prtos_u32_t level);
__PRTOS_C __stdcall void prtos_lazy_x86_update_gdt(prtos_s32_t entry, struct x86_desc *desc);
__PRTOS_C __stdcall void prtos_lazy_x86_update_idt(prtos_s32_t entry, struct x86_gate *gate);

/* Returns from a trap or interrupt to the frame at ESP: EIP, CS, EFLAGS, and ESP and SS if the ring changes. */
static inline void prtos_x86_iret(void)
{
    __asm__ __volatile__("lcall %0, $0" : : "i"(PRTOS_IRET_CALLGATE_SEL) : "memory", "cc");
}

#endif
