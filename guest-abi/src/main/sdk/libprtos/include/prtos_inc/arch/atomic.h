/* SPDX-License-Identifier: Apache-2.0 */
/* Operations on one word that no interrupt and no other vCPU can come between. */
#ifndef PRTOS_INC_ARCH_ATOMIC_H
#define PRTOS_INC_ARCH_ATOMIC_H

#include <prtos_inc/arch/arch_types.h>

typedef struct {
    volatile prtos_u32_t val;
} prtos_atomic_t;

#define prtos_atomic_get(word) ((word)->val)
#define prtos_atomic_set(word, value) ((word)->val = (value))

static inline void prtos_atomic_set_mask(volatile prtos_u32_t *word, prtos_u32_t mask)
{
    __asm__ __volatile__("lock; orl %1, %0" : "+m"(*word) : "r"(mask) : "memory", "cc");
}

static inline void prtos_atomic_clear_mask(volatile prtos_u32_t *word, prtos_u32_t mask)
{
    __asm__ __volatile__("lock; andl %1, %0" : "+m"(*word) : "r"(~mask) : "memory", "cc");
}

static inline void prtos_atomic_inc(prtos_atomic_t *word)
{
    __asm__ __volatile__("lock; incl %0" : "+m"(word->val) : : "memory", "cc");
}

static inline void prtos_atomic_dec(prtos_atomic_t *word)
{
    __asm__ __volatile__("lock; decl %0" : "+m"(word->val) : : "memory", "cc");
}

#endif
