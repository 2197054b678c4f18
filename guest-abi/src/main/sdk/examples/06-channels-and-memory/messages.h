/* SPDX-License-Identifier: Apache-2.0 */
/* What the two partitions agree on. */
#ifndef MESSAGES_H
#define MESSAGES_H

#define ROUNDS 5
#define ORDERS 4                        /* messages of the queue, and of a round */
#define VALID_US 30000
#define SHARED ((volatile prtos_u32_t *)0x6800000)

struct position {
    prtos_s32_t x;
    prtos_s32_t y;
};

#endif
