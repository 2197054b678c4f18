/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stores to data in the page of the running code, as programs with data beside their code do. The loop and the words
 * that it writes share a page: section .mixed starts on a page, holds the function first and less than a page in all.
 * A unit is 64 turns of the loop with two stores each.
 */
#include "kernel.h"

KERNEL("samepage", SAMEPAGE);

extern uint32_t words_beside_code[16];
__asm__(".pushsection .mixed.data, \"aw\", @progbits\n"
        ".balign 64\n"
        "words_beside_code: .fill 16, 4, 0\n"
        ".popsection");

/* noipa keeps the code of the loop in its section. */
__attribute__((noipa, section(".mixed.code"))) static uint32_t work(uint32_t turns, uint32_t hash)
{
    for (uint32_t i = 0; i < turns; i++) {
        words_beside_code[i & 15] += hash;
        hash = hash * 5 + words_beside_code[(i + 7) & 15];
        words_beside_code[(i + 3) & 15] ^= i;
    }
    return hash;
}

uint32_t kernel(uint32_t units)
{
    uint32_t hash = MIX_START;

    for (int i = 0; i < 16; i++) {
        words_beside_code[i] = 0;
    }
    for (uint32_t unit = 0; unit < units; unit++) {
        hash = work(64, hash);
    }
    return hash;
}
