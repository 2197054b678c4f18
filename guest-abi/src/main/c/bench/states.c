/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A state machine of 200 states in one big switch, as generated from a model: each state looks at a bit of the input,
 * changes two counters and goes on to one of two states. A unit takes 4096 steps.
 */
#include "kernel.h"

KERNEL("states", STATES);

#define STEPS 4096u

static uint32_t counters[16];

#define STATE(n)                                                                             \
    case n:                                                                                  \
        counters[(n) & 15] += input;                                                         \
        if ((input >> ((n) & 7) & 1) != 0) {                                                 \
            counters[(n) * 7 & 15] ^= (n) * 0x9E3779B1u;                                     \
            state = ((n) * 17 + 31) % 200;                                                   \
        } else {                                                                             \
            state = ((n) * 29 + 7) % 200;                                                    \
        }                                                                                    \
        break;

#define TEN(n)                                                                               \
    STATE((n))                                                                               \
    STATE((n) + 1)                                                                           \
    STATE((n) + 2)                                                                           \
    STATE((n) + 3)                                                                           \
    STATE((n) + 4)                                                                           \
    STATE((n) + 5)                                                                           \
    STATE((n) + 6)                                                                           \
    STATE((n) + 7)                                                                           \
    STATE((n) + 8)                                                                           \
    STATE((n) + 9)

static uint32_t run(uint32_t state, uint32_t *random)
{
    for (uint32_t step = 0; step < STEPS; step++) {
        uint32_t input = next_random(random) >> 24;

        switch (state) {
            TEN(0)
            TEN(10)
            TEN(20)
            TEN(30)
            TEN(40)
            TEN(50)
            TEN(60)
            TEN(70)
            TEN(80)
            TEN(90)
            TEN(100)
            TEN(110)
            TEN(120)
            TEN(130)
            TEN(140)
            TEN(150)
            TEN(160)
            TEN(170)
            TEN(180)
            TEN(190)
        }
    }
    return state;
}

uint32_t kernel(uint32_t units)
{
    uint32_t random = 19;
    uint32_t hash = MIX_START;

    for (uint32_t i = 0; i < 16; i++) {
        counters[i] = 0;
    }
    for (uint32_t unit = 0; unit < units; unit++) {
        uint32_t state = run(unit % 200, &random);

        hash = mix(hash, state + counters[unit & 15]);
    }
    return hash;
}
