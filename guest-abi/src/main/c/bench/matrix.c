/* SPDX-License-Identifier: Apache-2.0 */
/* Product of integer matrices. A unit multiplies two of 64 x 64. */
#include "kernel.h"

KERNEL("matrix", MATRIX);

#define N 64

static int32_t a[N][N];
static int32_t b[N][N];
static int32_t c[N][N];

static void multiply(void)
{
    for (int row = 0; row < N; row++) {
        for (int column = 0; column < N; column++) {
            int32_t sum = 0;
            for (int i = 0; i < N; i++) {
                sum += a[row][i] * b[i][column];
            }
            c[row][column] = sum;
        }
    }
}

uint32_t kernel(uint32_t units)
{
    uint32_t random = 3;
    uint32_t hash = MIX_START;

    for (int row = 0; row < N; row++) {
        for (int column = 0; column < N; column++) {
            a[row][column] = (int32_t)(next_random(&random) >> 16);
            b[row][column] = (int32_t)(next_random(&random) >> 16);
        }
    }
    for (uint32_t unit = 0; unit < units; unit++) {
        multiply();
        hash = mix(hash, (uint32_t)c[unit % N][unit / N % N]);
        a[unit % N][(unit + 1) % N] = c[(unit + 2) % N][unit % N] >> 16;
    }
    return hash;
}
