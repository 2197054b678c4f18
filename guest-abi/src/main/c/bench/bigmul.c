/* SPDX-License-Identifier: Apache-2.0 */
/* Products and sums of large numbers with 32-bit digits. A unit multiplies two of 1024 bits and adds them up. */
#include "kernel.h"

KERNEL("bigmul", BIGMUL);

#define DIGITS 32u

static uint32_t a[DIGITS];
static uint32_t b[DIGITS];
static uint32_t product[2 * DIGITS];
static uint32_t total[2 * DIGITS];

static void multiply(void)
{
    for (uint32_t i = 0; i < 2 * DIGITS; i++) {
        product[i] = 0;
    }
    for (uint32_t i = 0; i < DIGITS; i++) {
        uint32_t carry = 0;

        for (uint32_t j = 0; j < DIGITS; j++) {
            uint64_t sum = (uint64_t)a[i] * b[j] + product[i + j] + carry;

            product[i + j] = (uint32_t)sum;
            carry = (uint32_t)(sum >> 32);
        }
        product[i + DIGITS] = carry;
    }
}

static void accumulate(void)
{
    uint32_t carry = 0;

    for (uint32_t i = 0; i < 2 * DIGITS; i++) {
        uint64_t sum = (uint64_t)total[i] + product[i] + carry;

        total[i] = (uint32_t)sum;
        carry = (uint32_t)(sum >> 32);
    }
}

uint32_t kernel(uint32_t units)
{
    uint32_t random = 13;
    uint32_t hash = MIX_START;

    for (uint32_t i = 0; i < DIGITS; i++) {
        a[i] = next_random(&random);
        b[i] = next_random(&random);
        total[i] = total[i + DIGITS] = 0;
    }
    for (uint32_t unit = 0; unit < units; unit++) {
        multiply();
        accumulate();
        a[unit % DIGITS] = product[unit % (2 * DIGITS)];
        b[(unit + 7) % DIGITS] += total[unit % DIGITS] | 1;
    }
    for (uint32_t i = 0; i < 2 * DIGITS; i++) {
        hash = mix(hash, total[i]);
    }
    return hash;
}
