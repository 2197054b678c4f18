/* SPDX-License-Identifier: Apache-2.0 */
/* The sieve of Eratosthenes over bytes. A unit finds the primes below 65536. */
#include "kernel.h"

KERNEL("sieve", SIEVE);

#define LIMIT 65536u

static uint8_t composite[LIMIT];

static uint32_t count_primes(void)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < LIMIT; i++) {
        composite[i] = 0;
    }
    for (uint32_t i = 2; i < LIMIT; i++) {
        if (!composite[i]) {
            count++;
            for (uint32_t multiple = 2 * i; multiple < LIMIT; multiple += i) {
                composite[multiple] = 1;
            }
        }
    }
    return count;
}

uint32_t kernel(uint32_t units)
{
    uint32_t hash = MIX_START;

    for (uint32_t unit = 0; unit < units; unit++) {
        hash = mix(hash, count_primes() + unit);
    }
    return hash;
}
