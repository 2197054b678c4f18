/* SPDX-License-Identifier: Apache-2.0 */
/* Recursion. A unit is fib(20): 21891 calls. */
#include "kernel.h"

KERNEL("fib", FIB);

/* Two real calls for each level: the compiler would make a loop of one and inline some of the others. */
__attribute__((noipa, optimize("no-optimize-sibling-calls"))) static uint32_t fib(uint32_t n)
{
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

uint32_t kernel(uint32_t units)
{
    uint32_t hash = MIX_START;

    for (uint32_t unit = 0; unit < units; unit++) {
        hash = mix(hash, fib(20) + unit);
    }
    return hash;
}
