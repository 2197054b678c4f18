/* SPDX-License-Identifier: Apache-2.0 */
/* Ways to set queens. A unit finds the 92 on a board of 8 with arrays and the 724 of 10 with bits. */
#include "kernel.h"

KERNEL("queens", QUEENS);

static uint8_t column_taken[8];
static uint8_t rising_taken[15];
static uint8_t falling_taken[15];

static uint32_t with_arrays(int row)
{
    uint32_t ways = 0;

    if (row == 8) {
        return 1;
    }
    for (int column = 0; column < 8; column++) {
        if (!column_taken[column] && !rising_taken[row + column] && !falling_taken[row - column + 7]) {
            column_taken[column] = rising_taken[row + column] = falling_taken[row - column + 7] = 1;
            ways += with_arrays(row + 1);
            column_taken[column] = rising_taken[row + column] = falling_taken[row - column + 7] = 0;
        }
    }
    return ways;
}

static uint32_t with_bits(uint32_t all, uint32_t columns, uint32_t rising, uint32_t falling)
{
    uint32_t ways = 0;
    uint32_t open = all & ~(columns | rising | falling);

    if (columns == all) {
        return 1;
    }
    while (open != 0) {
        uint32_t queen = open & -open;

        open ^= queen;
        ways += with_bits(all, columns | queen, (rising | queen) << 1, (falling | queen) >> 1);
    }
    return ways;
}

uint32_t kernel(uint32_t units)
{
    uint32_t hash = MIX_START;

    for (uint32_t unit = 0; unit < units; unit++) {
        hash = mix(hash, with_arrays(0) * 1000 + with_bits((1u << 10) - 1, 0, 0, 0) + unit);
    }
    return hash;
}
