/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Much code with many branches that depend on data: 256 functions of some 25 branches, called through a table in an
 * order that depends on their results. A unit is one call.
 */
#include "kernel.h"

KERNEL("branchy", BRANCHY);

struct state {
    uint32_t a;
    uint32_t b;
};

/* Arms of several steps, so that the compiler keeps the branches. */
#define CHOOSE(bit, constant)                                                                                          \
    if (x & (1u << (bit))) {                                                                                           \
        a += x ^ (constant);                                                                                           \
        b = b * 5 + a;                                                                                                 \
        x ^= b >> 3;                                                                                                   \
    } else if (a > (constant)) {                                                                                       \
        b ^= a << 2;                                                                                                   \
        a -= b;                                                                                                        \
        x += a;                                                                                                        \
    } else {                                                                                                           \
        a = a * 9 + (constant);                                                                                        \
        x -= b;                                                                                                        \
        b++;                                                                                                           \
    }

#define FUNCTION(n)                                                                                                    \
    static uint32_t f##n(struct state *state, uint32_t x)                                                              \
    {                                                                                                                  \
        uint32_t a = state->a;                                                                                         \
        uint32_t b = state->b;                                                                                         \
        CHOOSE(0x##n % 31, 0x##n * 2654435761u)                                                                        \
        CHOOSE(0x##n * 7 % 29, 0x##n * 40503u + 977u)                                                                  \
        CHOOSE(0x##n * 3 % 23, ~(0x##n * 2246822519u))                                                                 \
        CHOOSE(0x##n * 5 % 27, 0x##n * 3266489917u)                                                                    \
        CHOOSE(0x##n * 11 % 30, 0x##n * 668265263u)                                                                    \
        CHOOSE(0x##n * 13 % 31, ~(0x##n * 374761393u))                                                                 \
        CHOOSE(0x##n * 17 % 25, 0x##n * 16777619u + 5u)                                                                \
        CHOOSE(0x##n * 19 % 28, 0x##n * 1664525u + 1u)                                                                 \
        state->a = a;                                                                                                  \
        state->b = b;                                                                                                  \
        return x;                                                                                                      \
    }

#define ROW(apply, n)                                                                                                  \
    apply(n##0) apply(n##1) apply(n##2) apply(n##3) apply(n##4) apply(n##5) apply(n##6) apply(n##7)                    \
    apply(n##8) apply(n##9) apply(n##A) apply(n##B) apply(n##C) apply(n##D) apply(n##E) apply(n##F)
#define ALL(apply)                                                                                                     \
    ROW(apply, 0) ROW(apply, 1) ROW(apply, 2) ROW(apply, 3) ROW(apply, 4) ROW(apply, 5) ROW(apply, 6) ROW(apply, 7)    \
    ROW(apply, 8) ROW(apply, 9) ROW(apply, A) ROW(apply, B) ROW(apply, C) ROW(apply, D) ROW(apply, E) ROW(apply, F)

ALL(FUNCTION)

#define ENTRY(n) f##n,
static uint32_t (*const functions[])(struct state *, uint32_t) = { ALL(ENTRY) };

uint32_t kernel(uint32_t units)
{
    struct state state = { 1, 2 };
    uint32_t x = 3;

    for (uint32_t unit = 0; unit < units; unit++) {
        x = functions[(x ^ x >> 11) & 0xFF](&state, x + unit);
    }
    return mix(mix(mix(MIX_START, x), state.a), state.b);
}
