/* SPDX-License-Identifier: Apache-2.0 */
/* Descriptor tables, dispatch of vectors, time. */
#include "rt.h"

#define VECTORS 256u
#define INTERRUPT_GATE 0xAEu            /* present, DPL 1, 32-bit; clears the virtual interrupt flag */

extern const uint8_t vector_stubs[];    /* 16 bytes per vector */
void runtime_start(const volatile struct prtos_pct *pct) __attribute__((noreturn));
void dispatch_vector(struct trap_frame *frame);

const volatile struct prtos_pct *prtos_pct;

/* Null, ring-1 code and ring-1 data; flat up to the kernel. The gates use the selectors that the kernel provides. */
static uint64_t gdt[] = { 0, 0x00CFBA000000BFFFu, 0x00CFB2000000BFFFu };
static uint64_t idt[VECTORS];
static trap_handler *handlers[VECTORS];

static void load_tables(void)
{
    struct prtos_dtr gdtr = { sizeof gdt - 1, (uint32_t)gdt };
    struct prtos_dtr idtr = { sizeof idt - 1, (uint32_t)idt };

    for (uint32_t vector = 0; vector < VECTORS; vector++) {
        uint32_t offset = (uint32_t)vector_stubs + 16 * vector;
        uint32_t low = PRTOS_GUEST_CS << 16 | (offset & 0xFFFFu);
        uint32_t high = (offset & 0xFFFF0000u) | INTERRUPT_GATE << 8;
        idt[vector] = (uint64_t)high << 32 | low;
    }
    prtos_x86_load_gdt(&gdtr);
    prtos_x86_load_idtr(&idtr);
    for (uint32_t irq = 0; irq < 32; irq++) {
        prtos_route_irq(PRTOS_EXTIRQ_TYPE, irq, VECTOR_EXT_IRQ + irq);
    }
}

void runtime_start(const volatile struct prtos_pct *pct)
{
    prtos_pct = pct;
    load_tables();
    partition_main();
    halt_self();
}

void dispatch_vector(struct trap_frame *frame)
{
    trap_handler *handler = handlers[frame->vector];

    if (handler == NULL) {
        printf("unexpected vector 0x%x, error code 0x%x, at 0x%x\n", frame->vector, frame->error_code, frame->eip);
        halt_self();
    }
    handler(frame);
}

void on_trap(uint32_t trap, trap_handler *handler)
{
    handlers[trap] = handler;
}

void on_hw_irq(uint32_t irq, trap_handler *handler)
{
    handlers[VECTOR_HW_IRQ + irq] = handler;
}

void on_ext_irq(uint32_t irq, trap_handler *handler)
{
    handlers[VECTOR_EXT_IRQ + irq] = handler;
}

int64_t now_us(void)
{
    int64_t time_us = 0;

    prtos_get_time(PRTOS_HW_CLOCK, &time_us);
    return time_us;
}

/* Wraps after 49 days. */
uint32_t now_ms(void)
{
    uint64_t time_us = (uint64_t)now_us();
    uint32_t high = (uint32_t)(time_us >> 32) % 1000u;
    uint32_t quotient;

    /* DIVL itself, since the 64-bit division of C is a call into a library that is not linked. */
    __asm__("divl %2" : "=a"(quotient), "+d"(high) : "rm"(1000u), "0"((uint32_t)time_us) : "cc");
    return quotient;
}

void halt_self(void)
{
    prtos_halt_partition(prtos_partition_self());
    for (;;) {
        pause();
    }
}
