/* SPDX-License-Identifier: Apache-2.0 */
/* A hash table with open addressing. A unit inserts 1000 keys, looks up 2000, half of them absent, and deletes 500. */
#include "kernel.h"

KERNEL("hashtable", HASHTABLE);

#define SLOTS 2048u
#define FREE 0u
#define DELETED 0xFFFFFFFFu

static uint32_t keys[SLOTS];
static uint32_t values[SLOTS];

static uint32_t slot_of(uint32_t key)
{
    key ^= key >> 16;
    key *= 0x7FEB352Du;
    key ^= key >> 15;
    return key & (SLOTS - 1);
}

static void insert(uint32_t key, uint32_t value)
{
    uint32_t slot = slot_of(key);

    while (keys[slot] != FREE && keys[slot] != DELETED && keys[slot] != key) {
        slot = (slot + 1) & (SLOTS - 1);
    }
    keys[slot] = key;
    values[slot] = value;
}

static int find(uint32_t key)
{
    uint32_t slot = slot_of(key);

    while (keys[slot] != FREE) {
        if (keys[slot] == key) {
            return (int)slot;
        }
        slot = (slot + 1) & (SLOTS - 1);
    }
    return -1;
}

uint32_t kernel(uint32_t units)
{
    uint32_t hash = MIX_START;

    for (uint32_t unit = 0; unit < units; unit++) {
        uint32_t sum = 0;

        for (uint32_t i = 0; i < SLOTS; i++) {
            keys[i] = FREE;
        }
        for (uint32_t i = 1; i <= 1000; i++) {
            insert(i * 2 + unit, i);
        }
        for (uint32_t i = 1; i <= 2000; i++) {
            int slot = find(i + unit);

            sum += slot < 0 ? 1 : values[slot];
        }
        for (uint32_t i = 1; i <= 500; i++) {
            int slot = find(i * 4 + unit);

            if (slot >= 0) {
                keys[slot] = DELETED;
            }
        }
        for (uint32_t i = 1; i <= 1000; i++) {
            sum += find(i * 2 + unit) >= 0;
        }
        hash = mix(hash, sum);
    }
    return hash;
}
