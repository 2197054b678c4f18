/* SPDX-License-Identifier: Apache-2.0 */
/* Blocks of many sizes filled and copied by REP STOS and REP MOVS: 16 bytes to 64 KiB. A unit does each size once. */
#include "kernel.h"

KERNEL("memset", MEMSET);

#define LARGEST 65536u

static uint8_t from[LARGEST];
static uint8_t to[LARGEST];

uint32_t kernel(uint32_t units)
{
    uint32_t hash = MIX_START;

    for (uint32_t unit = 0; unit < units; unit++) {
        for (uint32_t size = 16; size <= LARGEST; size *= 4) {
            void *target = from;
            const void *source = from;
            uint32_t words = size / 4;
            uint32_t bytes = size - 1;

            __asm__ volatile("rep stosl" : "+D"(target), "+c"(words) : "a"(unit * size) : "memory");
            target = to;
            __asm__ volatile("rep movsb" : "+D"(target), "+S"(source), "+c"(bytes) : : "memory");
            hash = mix(hash, to[size / 2] + ((uint32_t)to[size - 2] << 8));
        }
    }
    return hash;
}
