/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A batch whose last entry runs the batch again. An entry for multicall has no arguments of its own: it takes the words
 * behind its header, which here hold the start and the end of the same batch.
 */
#include "rt.h"

#define CALLS 1000u

static uint32_t batch[2 * CALLS + 2 + 2];

static void make_batch(void)
{
    uint32_t *word = batch;

    for (uint32_t i = 0; i < CALLS; i++) {
        *word++ = HYPERCALL_GET_VCPUID;
        *word++ = 0;
    }
    *word++ = HYPERCALL_MULTICALL;
    *word++ = 0;
    word[0] = (uint32_t)batch;
    word[1] = (uint32_t)word;           /* the end of the batch: behind the header, before these words */
}

/* Whatever the result is, the next try follows: a batch without end must cost this partition its own time only. */
void partition_main(void)
{
    make_batch();
    for (;;) {
        prtos_multicall(batch, batch + 2 * CALLS + 2);
    }
}
