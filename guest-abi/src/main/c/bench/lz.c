/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Compression with a dictionary of the last 4 KiB and hashed three-byte prefixes, and decompression. A unit packs 8 KiB,
 * unpacks them and compares.
 */
#include "kernel.h"

KERNEL("lz", LZ);

#define SIZE 8192u
#define HASHES 1024u
#define SHORTEST 3u
#define LONGEST 18u
#define WINDOW 4095u

static uint8_t plain[SIZE];
static uint8_t packed[SIZE + SIZE / 8 + 16];
static uint8_t unpacked[SIZE];
static uint16_t heads[HASHES];                  /* position + 1 of the last prefix with a hash */

static uint32_t prefix_hash(const uint8_t *at)
{
    return ((uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2]) * 2654435761u >> 22;
}

static uint32_t match_length(const uint8_t *a, const uint8_t *b, uint32_t limit)
{
    uint32_t length = 0;

    while (length < limit && a[length] == b[length]) {
        length++;
    }
    return length;
}

/* Groups of eight tokens behind a byte that says which are matches: 12 bits of distance, 4 of length. */
static uint32_t pack(void)
{
    uint32_t out = 0;
    uint32_t at = 0;

    for (uint32_t i = 0; i < HASHES; i++) {
        heads[i] = 0;
    }
    while (at < SIZE) {
        uint32_t flags_at = out++;
        uint32_t flags = 0;

        for (uint32_t token = 0; token < 8 && at < SIZE; token++) {
            uint32_t length = 0;
            uint32_t distance = 0;

            if (at + SHORTEST <= SIZE) {
                uint32_t hash = prefix_hash(plain + at);
                uint32_t candidate = heads[hash];

                heads[hash] = (uint16_t)(at + 1);
                if (candidate != 0 && at - (candidate - 1) <= WINDOW) {
                    uint32_t limit = SIZE - at < LONGEST ? SIZE - at : LONGEST;

                    distance = at - (candidate - 1);
                    length = match_length(plain + candidate - 1, plain + at, limit);
                }
            }
            if (length >= SHORTEST) {
                flags |= 1u << token;
                packed[out++] = (uint8_t)distance;
                packed[out++] = (uint8_t)(distance >> 8 << 4 | (length - SHORTEST));
                at += length;
            } else {
                packed[out++] = plain[at++];
            }
        }
        packed[flags_at] = (uint8_t)flags;
    }
    return out;
}

static void unpack(uint32_t length)
{
    uint32_t in = 0;
    uint32_t at = 0;

    while (in < length) {
        uint32_t flags = packed[in++];

        for (uint32_t token = 0; token < 8 && in < length; token++) {
            if ((flags >> token & 1) != 0) {
                uint32_t distance = packed[in] | (uint32_t)(packed[in + 1] >> 4) << 8;
                uint32_t count = (packed[in + 1] & 0xFu) + SHORTEST;

                in += 2;
                while (count-- > 0) {
                    unpacked[at] = unpacked[at - distance];
                    at++;
                }
            } else {
                unpacked[at++] = packed[in++];
            }
        }
    }
}

uint32_t kernel(uint32_t units)
{
    uint32_t random = 5;
    uint32_t hash = MIX_START;

    for (uint32_t i = 0; i < SIZE; i++) {
        uint32_t value = next_random(&random) >> 24;

        plain[i] = i >= 64 && value < 200 ? plain[i - 1 - value % 48] : (uint8_t)('A' + value % 26);
    }
    for (uint32_t unit = 0; unit < units; unit++) {
        uint32_t length = pack();
        uint32_t differences = 0;

        unpack(length);
        for (uint32_t i = 0; i < SIZE; i++) {
            differences += plain[i] != unpacked[i];
        }
        hash = mix(hash, length + differences * 0x10001u);
        plain[unit * 37 % SIZE] = (uint8_t)unit;
    }
    return hash;
}
