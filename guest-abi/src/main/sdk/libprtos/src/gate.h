/* SPDX-License-Identifier: Apache-2.0 */
/* Internal: the gate to the hypervisor. It reads one word at SS:ESP and leaves every register but EAX alone. */
#ifndef GATE_H
#define GATE_H

#include <prtos_inc/hypercalls.h>

#define GATE "lcall %[gate], $0"
#define GATE_SELECTOR [gate] "i"(PRTOS_HYPERCALL_CALLGATE_SEL)

static inline prtos_s32_t hypercall0(prtos_word_t number)
{
    __asm__ __volatile__(GATE : "+a"(number) : GATE_SELECTOR : "memory", "cc");
    return (prtos_s32_t)number;
}

static inline prtos_s32_t hypercall1(prtos_word_t number, prtos_word_t a0)
{
    __asm__ __volatile__(GATE : "+a"(number), "+b"(a0) : GATE_SELECTOR : "memory", "cc");
    return (prtos_s32_t)number;
}

static inline prtos_s32_t hypercall2(prtos_word_t number, prtos_word_t a0, prtos_word_t a1)
{
    __asm__ __volatile__(GATE : "+a"(number), "+b"(a0), "+c"(a1) : GATE_SELECTOR : "memory", "cc");
    return (prtos_s32_t)number;
}

static inline prtos_s32_t hypercall3(prtos_word_t number, prtos_word_t a0, prtos_word_t a1, prtos_word_t a2)
{
    __asm__ __volatile__(GATE : "+a"(number), "+b"(a0), "+c"(a1), "+d"(a2) : GATE_SELECTOR : "memory", "cc");
    return (prtos_s32_t)number;
}

static inline prtos_s32_t hypercall4(prtos_word_t number, prtos_word_t a0, prtos_word_t a1, prtos_word_t a2, prtos_word_t a3)
{
    __asm__ __volatile__(GATE : "+a"(number), "+b"(a0), "+c"(a1), "+d"(a2), "+S"(a3) : GATE_SELECTOR : "memory", "cc");
    return (prtos_s32_t)number;
}

static inline prtos_s32_t hypercall5(prtos_word_t number, prtos_word_t a0, prtos_word_t a1, prtos_word_t a2, prtos_word_t a3, prtos_word_t a4)
{
    __asm__ __volatile__(GATE : "+a"(number), "+b"(a0), "+c"(a1), "+d"(a2), "+S"(a3), "+D"(a4) : GATE_SELECTOR : "memory", "cc");
    return (prtos_s32_t)number;
}

#endif
