/* SPDX-License-Identifier: Apache-2.0 */
/* 64-bit arithmetic in pairs of registers: sums, differences, products, shifts, comparisons. A unit takes 256 steps. */
#include "kernel.h"

KERNEL("arith64", ARITH64);

uint32_t kernel(uint32_t units)
{
    uint64_t a = 0x0123456789ABCDEFu;
    uint64_t b = 0xFEDCBA9876543210u;
    uint64_t sum = 0;

    for (uint32_t unit = 0; unit < units; unit++) {
        for (uint32_t i = 0; i < 256; i++) {
            a = a * 6364136223846793005u + 1442695040888963407u;
            b ^= b << 13;
            b ^= b >> 7;
            b ^= b << 17;
            sum += a > b ? a - b : b - a;
            sum = sum << 1 | sum >> 63;
        }
        sum ^= unit;
    }
    return mix((uint32_t)sum, (uint32_t)(sum >> 32));
}
