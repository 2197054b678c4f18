/* SPDX-License-Identifier: Apache-2.0 */
/* Register arithmetic: add, subtract, multiply, logic, shifts and rotates. A unit is 256 turns of the loop. */
#include "kernel.h"

KERNEL("alu", ALU);

static uint32_t rotate_left(uint32_t value, uint32_t count)
{
    return value << count | value >> (32 - count);
}

uint32_t kernel(uint32_t units)
{
    uint32_t a = 0x01234567;
    uint32_t b = 0x89ABCDEF;
    uint32_t c = 0xFEDCBA98;

    for (uint32_t i = 0; i < units * 256; i++) {
        a += b ^ i;
        b = rotate_left(b, 7) - c;
        c ^= a >> 3;
        a = rotate_left(a, 13) + c * 5;
        b ^= a << 9;
        c += b & ~a;
    }
    return mix(mix(mix(MIX_START, a), b), c);
}
