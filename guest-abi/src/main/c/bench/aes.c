/* SPDX-License-Identifier: Apache-2.0 */
/* AES-128 (FIPS 197) with bytes and two small tables. A unit encrypts 64 blocks, each the result of the one before. */
#include "kernel.h"

KERNEL("aes", AES);

#define ROUNDS 10
#define BLOCKS 64

static uint8_t sbox[256];
static uint8_t doubled[256];
static uint8_t keys[(ROUNDS + 1) * 16];

static uint8_t rotate(uint8_t value, int count)
{
    return (uint8_t)(value << count | value >> (8 - count));
}

/* The S-box from its definition: walks the multiplicative group with the generator 3 and its inverse. */
static void make_tables(void)
{
    uint8_t p = 1;
    uint8_t q = 1;

    do {
        p = (uint8_t)(p ^ p << 1 ^ ((p & 0x80) != 0 ? 0x1B : 0));
        q = (uint8_t)(q ^ q << 1);
        q = (uint8_t)(q ^ q << 2);
        q = (uint8_t)(q ^ q << 4);
        if ((q & 0x80) != 0) {
            q ^= 0x09;
        }
        sbox[p] = (uint8_t)(q ^ rotate(q, 1) ^ rotate(q, 2) ^ rotate(q, 3) ^ rotate(q, 4) ^ 0x63);
    } while (p != 1);
    sbox[0] = 0x63;
    for (int i = 0; i < 256; i++) {
        doubled[i] = (uint8_t)(i << 1 ^ ((i & 0x80) != 0 ? 0x1B : 0));
    }
}

static void expand_key(const uint8_t *key)
{
    uint8_t constant = 1;

    for (int i = 0; i < 16; i++) {
        keys[i] = key[i];
    }
    for (int i = 16; i < (ROUNDS + 1) * 16; i += 4) {
        uint8_t word[4] = { keys[i - 4], keys[i - 3], keys[i - 2], keys[i - 1] };

        if (i % 16 == 0) {
            uint8_t first = word[0];

            word[0] = (uint8_t)(sbox[word[1]] ^ constant);
            word[1] = sbox[word[2]];
            word[2] = sbox[word[3]];
            word[3] = sbox[first];
            constant = doubled[constant];
        }
        for (int j = 0; j < 4; j++) {
            keys[i + j] = (uint8_t)(keys[i + j - 16] ^ word[j]);
        }
    }
}

static void encrypt(uint8_t *state)
{
    uint8_t next[16];

    for (int i = 0; i < 16; i++) {
        state[i] ^= keys[i];
    }
    for (int round = 1; round <= ROUNDS; round++) {
        for (int column = 0; column < 4; column++) {
            uint8_t a = sbox[state[4 * column]];
            uint8_t b = sbox[state[(4 * column + 5) & 15]];
            uint8_t c = sbox[state[(4 * column + 10) & 15]];
            uint8_t d = sbox[state[(4 * column + 15) & 15]];
            uint8_t all = a ^ b ^ c ^ d;
            uint8_t *to = next + 4 * column;

            if (round < ROUNDS) {
                to[0] = (uint8_t)(a ^ all ^ doubled[a ^ b]);
                to[1] = (uint8_t)(b ^ all ^ doubled[b ^ c]);
                to[2] = (uint8_t)(c ^ all ^ doubled[c ^ d]);
                to[3] = (uint8_t)(d ^ all ^ doubled[d ^ a]);
            } else {
                to[0] = a;
                to[1] = b;
                to[2] = c;
                to[3] = d;
            }
        }
        for (int i = 0; i < 16; i++) {
            state[i] = (uint8_t)(next[i] ^ keys[16 * round + i]);
        }
    }
}

uint32_t kernel(uint32_t units)
{
    uint8_t block[16] = { 0 };
    uint32_t hash = MIX_START;

    make_tables();
    for (uint32_t unit = 0; unit < units; unit++) {
        uint8_t key[16];

        for (int i = 0; i < 16; i++) {
            key[i] = (uint8_t)(unit * 7 + (uint32_t)i * 29);
        }
        expand_key(key);
        for (int i = 0; i < BLOCKS; i++) {
            encrypt(block);
        }
        hash = mix(hash, (uint32_t)block[0] << 24 | (uint32_t)block[5] << 16 | (uint32_t)block[10] << 8 | block[15]);
    }
    return hash;
}
