/* SPDX-License-Identifier: Apache-2.0 */
/* A binary search tree with random priorities. A unit inserts 512 keys, looks 2048 up and sums them in order. */
#include "kernel.h"

KERNEL("tree", TREE);

#define KEYS 512u

struct node {
    struct node *left;
    struct node *right;
    uint32_t key;
    uint32_t priority;
};

static struct node pool[KEYS];
static uint32_t used;

static struct node *rotate_right(struct node *node)
{
    struct node *top = node->left;

    node->left = top->right;
    top->right = node;
    return top;
}

static struct node *rotate_left(struct node *node)
{
    struct node *top = node->right;

    node->right = top->left;
    top->left = node;
    return top;
}

static struct node *insert(struct node *node, uint32_t key, uint32_t priority)
{
    if (node == 0) {
        struct node *leaf = &pool[used++];

        leaf->left = leaf->right = 0;
        leaf->key = key;
        leaf->priority = priority;
        return leaf;
    }
    if (key < node->key) {
        node->left = insert(node->left, key, priority);
        return node->left->priority > node->priority ? rotate_right(node) : node;
    }
    if (key > node->key) {
        node->right = insert(node->right, key, priority);
        return node->right->priority > node->priority ? rotate_left(node) : node;
    }
    return node;
}

static uint32_t depth_of(const struct node *node, uint32_t key)
{
    uint32_t depth = 1;

    while (node != 0 && node->key != key) {
        node = key < node->key ? node->left : node->right;
        depth++;
    }
    return node != 0 ? depth : 0;
}

static uint32_t sum_in_order(const struct node *node, uint32_t sum)
{
    if (node == 0) {
        return sum;
    }
    sum = mix(sum_in_order(node->left, sum), node->key);
    return sum_in_order(node->right, sum);
}

uint32_t kernel(uint32_t units)
{
    uint32_t random = 17;
    uint32_t hash = MIX_START;

    for (uint32_t unit = 0; unit < units; unit++) {
        struct node *root = 0;
        uint32_t found = 0;

        used = 0;
        for (uint32_t i = 0; i < KEYS; i++) {
            root = insert(root, next_random(&random) >> 20, next_random(&random) >> 8);
        }
        for (uint32_t i = 0; i < 2048; i++) {
            found += depth_of(root, next_random(&random) >> 20);
        }
        hash = mix(hash, sum_in_order(root, found));
    }
    return hash;
}
