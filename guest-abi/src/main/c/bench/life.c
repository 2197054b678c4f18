/* SPDX-License-Identifier: Apache-2.0 */
/* Conway's life on a torus of 64 x 64 bytes. A unit is eight generations. */
#include "kernel.h"

KERNEL("life", LIFE);

#define N 64

static uint8_t board[2][N][N];

static void step(uint8_t (*to)[N], uint8_t (*from)[N])
{
    for (int y = 0; y < N; y++) {
        const uint8_t *above = from[(y + N - 1) % N];
        const uint8_t *row = from[y];
        const uint8_t *below = from[(y + 1) % N];

        for (int x = 0; x < N; x++) {
            int left = (x + N - 1) % N;
            int right = (x + 1) % N;
            int neighbours = above[left] + above[x] + above[right] + row[left] + row[right] + below[left] + below[x]
                    + below[right];

            to[y][x] = neighbours == 3 || (neighbours == 2 && row[x]);
        }
    }
}

uint32_t kernel(uint32_t units)
{
    uint32_t random = 41;
    uint32_t hash = MIX_START;

    for (int y = 0; y < N; y++) {
        for (int x = 0; x < N; x++) {
            board[0][y][x] = next_random(&random) >> 30 == 0;
        }
    }
    for (uint32_t unit = 0; unit < units; unit++) {
        uint32_t alive = 0;

        for (int generation = 0; generation < 8; generation += 2) {
            step(board[1], board[0]);
            step(board[0], board[1]);
        }
        for (int x = 0; x < N; x++) {
            alive = alive << 1 ^ board[0][unit % N][x];
        }
        hash = mix(hash, alive);
        board[0][next_random(&random) >> 26][next_random(&random) >> 26] ^= 1;
    }
    return hash;
}
