/* SPDX-License-Identifier: Apache-2.0 */
/* Deferred services: a queue of words for each vCPU. */
#include <prtos.h>

#include "batch.h"
#include "gate.h"

#define BATCH_WORDS 1024

static struct {
    prtos_u32_t length;                 /* words */
    prtos_u32_t words[BATCH_WORDS];
} batches[CONFIG_MAX_NO_VCPUS];

/* A partition with one vCPU need not ask which one it is. */
static prtos_id_t this_vcpu(void)
{
    return prtos_get_number_vcpus() > 1 ? prtos_get_vcpuid() : 0;
}

static prtos_s32_t flush(prtos_id_t vcpu)
{
    prtos_u32_t length = batches[vcpu].length;

    if (length == 0) {
        return PRTOS_OK;
    }
    batches[vcpu].length = 0;
    return prtos_multicall(batches[vcpu].words, batches[vcpu].words + length);
}

void init_batch(void)
{
    batches[this_vcpu()].length = 0;
}

__stdcall prtos_s32_t prtos_flush_hyp_batch(void)
{
    return flush(this_vcpu());
}

void flush_batch(void)
{
    prtos_id_t vcpu;

    /* Before the control table is known nothing can have been deferred. */
    for (vcpu = 0; vcpu < CONFIG_MAX_NO_VCPUS; vcpu++) {
        if (batches[vcpu].length != 0) {
            flush(this_vcpu());
            return;
        }
    }
}

/* An interrupt between the test and the end of the entry may defer services too: they are kept apart by disabling it. */
static void append(prtos_u32_t number, prtos_s32_t argc, const prtos_u32_t *arguments)
{
    prtos_id_t vcpu = this_vcpu();
    prtos_s32_t enabled = prtos_get_pct()->iflags & _CPU_FLAG_IF;
    prtos_u32_t *entry;
    prtos_s32_t i;

    if (enabled) {
        hypercall0(__X86_CLEAR_IF_NR);
    }
    if (batches[vcpu].length + 2 + argc > BATCH_WORDS) {
        flush(vcpu);
    }
    entry = batches[vcpu].words + batches[vcpu].length;
    entry[0] = number;
    entry[1] = argc;
    for (i = 0; i < argc; i++) {
        entry[2 + i] = arguments[i];
    }
    batches[vcpu].length += 2 + argc;
    if (enabled) {
        hypercall0(__X86_SET_IF_NR);
    }
}

void prtos_lazy_hypercall(prtos_u32_t number, prtos_s32_t argc, ...)
{
    prtos_u32_t words[5];
    __builtin_va_list arguments;
    prtos_s32_t i;

    __builtin_va_start(arguments, argc);
    for (i = 0; i < argc && i < 5; i++) {
        words[i] = __builtin_va_arg(arguments, prtos_u32_t);
    }
    __builtin_va_end(arguments);
    append(number, i, words);
}

__stdcall void prtos_lazy_update_page32(prtos_address_t p_addr, prtos_u32_t value)
{
    prtos_u32_t words[] = { (prtos_u32_t)p_addr, (prtos_u32_t)value };

    append(__UPDATE_PAGE32_NR, 2, words);
}

__stdcall void prtos_lazy_set_page_type(prtos_address_t p_addr, prtos_u32_t type)
{
    prtos_u32_t words[] = { (prtos_u32_t)p_addr, (prtos_u32_t)type };

    append(__SET_PAGE_TYPE_NR, 2, words);
}

__stdcall void prtos_lazy_invld_tlb(prtos_address_t v_addr)
{
    prtos_u32_t words[] = { (prtos_u32_t)v_addr };

    append(__INVLD_TLB_NR, 1, words);
}

__stdcall void prtos_lazy_x86_load_cr0(prtos_word_t value)
{
    prtos_u32_t words[] = { (prtos_u32_t)value };

    append(__X86_LOAD_CR0_NR, 1, words);
}

__stdcall void prtos_lazy_x86_load_cr3(prtos_word_t value)
{
    prtos_u32_t words[] = { (prtos_u32_t)value };

    append(__X86_LOAD_CR3_NR, 1, words);
}

__stdcall void prtos_lazy_x86_load_cr4(prtos_word_t value)
{
    prtos_u32_t words[] = { (prtos_u32_t)value };

    append(__X86_LOAD_CR4_NR, 1, words);
}

__stdcall void prtos_lazy_x86_load_tss(struct x86_tss *tss)
{
    prtos_u32_t words[] = { (prtos_u32_t)tss };

    append(__X86_LOAD_TSS_NR, 1, words);
}

__stdcall void prtos_lazy_x86_load_gdt(struct x86_desc_reg *desc)
{
    prtos_u32_t words[] = { (prtos_u32_t)desc };

    append(__X86_LOAD_GDT_NR, 1, words);
}

__stdcall void prtos_lazy_x86_load_idtr(struct x86_desc_reg *desc)
{
    prtos_u32_t words[] = { (prtos_u32_t)desc };

    append(__X86_LOAD_IDTR_NR, 1, words);
}

__stdcall void prtos_lazy_x86_update_ss_sp(prtos_word_t ss, prtos_word_t sp, prtos_u32_t level)
{
    prtos_u32_t words[] = { (prtos_u32_t)ss, (prtos_u32_t)sp, (prtos_u32_t)level };

    append(__X86_UPDATE_SS_SP_NR, 3, words);
}

__stdcall void prtos_lazy_x86_update_gdt(prtos_s32_t entry, struct x86_desc *desc)
{
    prtos_u32_t words[] = { (prtos_u32_t)entry, (prtos_u32_t)desc };

    append(__X86_UPDATE_GDT_NR, 2, words);
}

__stdcall void prtos_lazy_x86_update_idt(prtos_s32_t entry, struct x86_gate *gate)
{
    prtos_u32_t words[] = { (prtos_u32_t)entry, (prtos_u32_t)gate };

    append(__X86_UPDATE_IDT_NR, 2, words);
}
