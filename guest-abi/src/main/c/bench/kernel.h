/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A kernel does `units` units of one kind of work and returns a check value. It depends on nothing around it, so the
 * same object file runs in a partition and in a Linux process. A call with the same count gives the same value, also
 * when it is repeated.
 */
#ifndef KERNEL_H
#define KERNEL_H

#include <stdint.h>

#include "table.h"

struct kernel_info {
    const char *name;
    uint32_t units_per_round;
    uint32_t check;                     /* what kernel(units_per_round) returns */
};

extern const struct kernel_info kernel_info;
#define KERNEL(name, prefix) const struct kernel_info kernel_info = { name, prefix##_UNITS, prefix##_CHECK }

uint32_t kernel(uint32_t units);

/* The two services that some kernels measure, given by the harness. */
uint32_t harness_emptiest_call(void);   /* returns 0 */
uint64_t harness_time_us(void);         /* never goes back */

/* A linear congruential generator; the high bits are the good ones. */
static inline uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state;
}

/* One step of FNV-1a over words. */
static inline uint32_t mix(uint32_t hash, uint32_t value)
{
    return (hash ^ value) * 16777619u;
}
#define MIX_START 2166136261u

#endif
