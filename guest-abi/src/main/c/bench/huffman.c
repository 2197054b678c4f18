/* SPDX-License-Identifier: Apache-2.0 */
/* Huffman coding of 4 KiB: counts, tree from a heap, codes, bit stream, and decoding along the tree. That is a unit. */
#include "kernel.h"

KERNEL("huffman", HUFFMAN);

#define SIZE 4096u
#define SYMBOLS 64u
#define NODES (2 * SYMBOLS)

struct node {
    uint32_t weight;
    int16_t left;                               /* -1: a leaf, whose number is the symbol */
    int16_t right;
};

static uint8_t plain[SIZE];
static uint8_t coded[SIZE];
static struct node nodes[NODES];
static int16_t heap[NODES];
static uint32_t heap_size;
static uint32_t codes[SYMBOLS];
static uint32_t code_lengths[SYMBOLS];

static int lighter(int a, int b)
{
    return nodes[a].weight < nodes[b].weight || (nodes[a].weight == nodes[b].weight && a < b);
}

static void heap_add(int node)
{
    uint32_t at = heap_size++;

    while (at > 0 && lighter(node, heap[(at - 1) / 2])) {
        heap[at] = heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap[at] = (int16_t)node;
}

static int heap_take(void)
{
    int least = heap[0];
    int last = heap[--heap_size];
    uint32_t at = 0;

    for (;;) {
        uint32_t child = 2 * at + 1;

        if (child >= heap_size) {
            break;
        }
        if (child + 1 < heap_size && lighter(heap[child + 1], heap[child])) {
            child++;
        }
        if (!lighter(heap[child], last)) {
            break;
        }
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = (int16_t)last;
    return least;
}

static void assign_codes(int node, uint32_t code, uint32_t length)
{
    if (nodes[node].left < 0) {
        codes[node] = code;
        code_lengths[node] = length;
    } else {
        assign_codes(nodes[node].left, code << 1, length + 1);
        assign_codes(nodes[node].right, code << 1 | 1, length + 1);
    }
}

static int make_tree(void)
{
    int count = (int)SYMBOLS;

    for (uint32_t i = 0; i < SYMBOLS; i++) {
        nodes[i].weight = 1;
        nodes[i].left = -1;
    }
    for (uint32_t i = 0; i < SIZE; i++) {
        nodes[plain[i]].weight++;
    }
    heap_size = 0;
    for (int i = 0; i < (int)SYMBOLS; i++) {
        heap_add(i);
    }
    while (heap_size > 1) {
        int first = heap_take();
        int second = heap_take();

        nodes[count].weight = nodes[first].weight + nodes[second].weight;
        nodes[count].left = (int16_t)first;
        nodes[count].right = (int16_t)second;
        heap_add(count++);
    }
    return heap_take();
}

static uint32_t encode(void)
{
    uint32_t bits = 0;
    uint32_t held = 0;
    uint32_t out = 0;

    for (uint32_t i = 0; i < SIZE; i++) {
        bits = bits << code_lengths[plain[i]] | codes[plain[i]];
        held += code_lengths[plain[i]];
        while (held >= 8) {
            held -= 8;
            coded[out++] = (uint8_t)(bits >> held);
        }
    }
    coded[out++] = (uint8_t)(bits << (8 - held));
    return out;
}

static uint32_t decode(int root)
{
    uint32_t wrong = 0;
    uint32_t at = 0;
    int node = root;

    for (uint32_t bit = 0; at < SIZE; bit++) {
        node = (coded[bit >> 3] >> (7 - (bit & 7)) & 1) != 0 ? nodes[node].right : nodes[node].left;
        if (nodes[node].left < 0) {
            wrong += (uint32_t)node != plain[at++];
            node = root;
        }
    }
    return wrong;
}

uint32_t kernel(uint32_t units)
{
    uint32_t random = 77;
    uint32_t hash = MIX_START;

    for (uint32_t i = 0; i < SIZE; i++) {
        uint32_t a = next_random(&random) >> 26;
        uint32_t b = next_random(&random) >> 26;

        plain[i] = (uint8_t)(a * b / SYMBOLS);
    }
    for (uint32_t unit = 0; unit < units; unit++) {
        int root = make_tree();
        uint32_t length;

        assign_codes(root, 0, 0);
        length = encode();
        hash = mix(hash, length + decode(root) * 0x10001u);
        plain[unit % SIZE] = (uint8_t)(unit % SYMBOLS);
    }
    return hash;
}
