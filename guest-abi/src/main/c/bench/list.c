/* SPDX-License-Identifier: Apache-2.0 */
/* A doubly linked list over a pool: a unit moves, removes and inserts 1000 times and walks over it eight times. */
#include "kernel.h"

KERNEL("list", LIST);

#define NODES 512u

struct node {
    struct node *next;
    struct node *previous;
    uint32_t value;
};

static struct node pool[NODES];
static struct node head;

static void unlink(struct node *node)
{
    node->previous->next = node->next;
    node->next->previous = node->previous;
}

static void link_behind(struct node *node, struct node *before)
{
    node->next = before->next;
    node->previous = before;
    before->next->previous = node;
    before->next = node;
}

uint32_t kernel(uint32_t units)
{
    uint32_t random = 31;
    uint32_t hash = MIX_START;

    head.next = head.previous = &head;
    for (uint32_t i = 0; i < NODES; i++) {
        pool[i].value = i;
        link_behind(&pool[i], &head);
    }
    for (uint32_t unit = 0; unit < units; unit++) {
        uint32_t sum = 0;

        for (int i = 0; i < 1000; i++) {
            struct node *node = &pool[next_random(&random) >> 23];
            struct node *before = &pool[next_random(&random) >> 23];

            if (node != before) {
                unlink(node);
                link_behind(node, before);
                node->value += (uint32_t)i;
            }
        }
        for (int walk = 0; walk < 8; walk++) {
            uint32_t position = 0;

            for (struct node *node = head.next; node != &head; node = node->next) {
                sum += node->value ^ position++;
            }
        }
        hash = mix(hash, sum);
    }
    return hash;
}
