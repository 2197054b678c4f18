/* SPDX-License-Identifier: Apache-2.0 */
/* Reads and writes where it must not, handles the faults, and goes on behind each instruction. */
#include <prtos.h>
#include <irqs.h>
#include <stdio.h>

#define FOREIGN 0x6100000               /* memory of partition 1 */
#define READ_ONLY 0x6800000             /* area of this partition */
#define PCT_ADDRESS PRTOS_PCTRLTAB_ADDR
#define HYPERVISOR CONFIG_PRTOS_OFFSET

static volatile prtos_u32_t vector;
static volatile prtos_u32_t error_code;

/* The instructions below are two bytes long: MOV between EAX and [EDX]. */
static void on_fault(trap_ctxt_t *context)
{
    vector = context->irq_nr;
    error_code = context->err_code;
    context->ip += 2;
}

static int read_faults(prtos_address_t address)
{
    prtos_u32_t value = 0;

    vector = 0;
    __asm__ __volatile__("movl (%%edx), %%eax" : "+a"(value) : "d"(address) : "memory");
    return vector;
}

static int write_faults(prtos_address_t address)
{
    vector = 0;
    __asm__ __volatile__("movl %%eax, (%%edx)" : : "a"(0xBAD), "d"(address) : "memory");
    return vector;
}

static int check(const char *what, prtos_u32_t got, prtos_u32_t wanted)
{
    printf("%s: vector %u, error code %u\n", what, got, error_code);
    return got != wanted;
}

void partition_main(void)
{
    int wrong = 0;

    install_trap_handler(PAGE_FAULT, on_fault);
    install_trap_handler(GENERAL_PROTECTION, on_fault);
    wrong += check("read foreign memory", read_faults(FOREIGN), PAGE_FAULT);
    wrong += check("write foreign memory", write_faults(FOREIGN), PAGE_FAULT);
    wrong += check("read a read-only area", read_faults(READ_ONLY), 0);
    wrong += check("write a read-only area", write_faults(READ_ONLY), PAGE_FAULT);
    wrong += check("write the control table", write_faults(PCT_ADDRESS), PAGE_FAULT);
    wrong += check("read the hypervisor", read_faults(HYPERVISOR), GENERAL_PROTECTION);
    wrong += check("write the hypervisor", write_faults(HYPERVISOR), GENERAL_PROTECTION);
    printf(wrong == 0 ? "Verification Passed\n" : "Verification Failed\n");
}
