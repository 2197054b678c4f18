/* SPDX-License-Identifier: Apache-2.0 */
/* A chase of pointers in one random cycle over 16 MiB, a node per cache line. A unit is 256 steps. */
#include "kernel.h"

KERNEL("chase", CHASE);

#define NODES (16u * 1024 * 1024 / 64)

struct node {
    struct node *next;
    uint32_t number;
    uint32_t unused[14];
};

static struct node nodes[NODES] __attribute__((aligned(64)));
static uint32_t made;

/* Sattolo's shuffle: a permutation of one cycle. */
static void make_cycle(void)
{
    uint32_t random = 5;

    for (uint32_t i = 0; i < NODES; i++) {
        nodes[i].number = i;
    }
    for (uint32_t i = NODES - 1; i > 0; i--) {
        uint32_t j = (uint32_t)((uint64_t)next_random(&random) * i >> 32);
        uint32_t number = nodes[i].number;
        nodes[i].number = nodes[j].number;
        nodes[j].number = number;
    }
    for (uint32_t i = 0; i < NODES; i++) {
        nodes[i].next = &nodes[nodes[i].number];
    }
    made = 1;
}

uint32_t kernel(uint32_t units)
{
    const struct node *node = nodes;
    uint32_t hash = MIX_START;

    if (!made) {
        make_cycle();
    }
    for (uint32_t unit = 0; unit < units; unit++) {
        for (uint32_t step = 0; step < 256; step++) {
            node = node->next;
        }
        hash = mix(hash, node->number);
    }
    return hash;
}
