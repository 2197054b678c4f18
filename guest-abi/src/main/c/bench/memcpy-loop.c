/* SPDX-License-Identifier: Apache-2.0 */
/* A copy loop over words as the compiler makes it. A unit copies 128 KiB and reads one word of it. */
#include "kernel.h"

KERNEL("memcpy-loop", MEMCPY_LOOP);

#define WORDS 32768u

static uint32_t source[WORDS];
static uint32_t target[WORDS];

__attribute__((noipa)) static void copy(uint32_t *to, const uint32_t *from, uint32_t words)
{
    for (uint32_t i = 0; i < words; i++) {
        to[i] = from[i];
    }
}

uint32_t kernel(uint32_t units)
{
    uint32_t random = 11;
    uint32_t hash = MIX_START;

    for (uint32_t i = 0; i < WORDS; i++) {
        source[i] = next_random(&random);
    }
    for (uint32_t unit = 0; unit < units; unit++) {
        copy(target, source, WORDS);
        hash = mix(hash, target[unit * 17 % WORDS]);
        source[unit % WORDS] = hash;
    }
    return hash;
}
