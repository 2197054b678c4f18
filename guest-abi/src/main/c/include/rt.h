/* SPDX-License-Identifier: Apache-2.0 */
/* Run time of the partitions built here: console text, vectors, time. One vCPU per partition. */
#ifndef RT_H
#define RT_H

#include "prtos.h"

/* The program. Runs after every reset of the partition; the partition is halted when it returns. */
void partition_main(void);

/* Data in .noinit is neither loaded nor cleared: it keeps its value over resets of the partition. */
#define NOINIT __attribute__((section(".noinit.data")))

/* ---- text ------------------------------------------------------------------------------------- */

/*
 * %d %u %x %X %c %s %p %%, flags '-' and '0', a width, 'l' and 'll'. One console write for each line, and one for
 * what follows the last newline; a longer line is cut into writes of at most 128 bytes. Keeps no state, so that a
 * handler may print while the program does.
 */
void printf(const char *format, ...) __attribute__((format(printf, 1, 2)));

void *memcpy(void *to, const void *from, size_t length);
void *memmove(void *to, const void *from, size_t length);
void *memset(void *to, int value, size_t length);
int memcmp(const void *a, const void *b, size_t length);
size_t strlen(const char *text);
int strcmp(const char *a, const char *b);

/* ---- traps and interrupts --------------------------------------------------------------------- */

/* What the vector stubs leave on the stack. A handler may change it: it is loaded again at its return. */
struct trap_frame {
    uint32_t edi, esi, ebp, esp_unused, ebx, edx, ecx, eax;
    uint32_t vector;
    uint32_t error_code;                /* 0 for vectors without one */
    uint32_t eip, cs, eflags;
};

typedef void trap_handler(struct trap_frame *frame);

/* Handlers run with virtual interrupts off. Without a handler a vector ends the partition with a message. */
void on_trap(uint32_t trap, trap_handler *handler);
void on_hw_irq(uint32_t irq, trap_handler *handler);
void on_ext_irq(uint32_t irq, trap_handler *handler);

/* Extended interrupt n arrives at vector 0xE0 + n; hardware interrupt n at the default 0x20 + n. */
#define VECTOR_HW_IRQ 0x20u
#define VECTOR_EXT_IRQ 0xE0u

/* ---- time and ends ---------------------------------------------------------------------------- */

int64_t now_us(void);                   /* hardware clock */
uint32_t now_ms(void);
void halt_self(void) __attribute__((noreturn));

static inline void pause(void)
{
    __asm__ volatile("pause" : : : "memory");
}

#endif
