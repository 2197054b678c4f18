/* SPDX-License-Identifier: Apache-2.0 */
/* String search: Horspool's algorithm and a plain scan. A unit looks for 24 words in 16 KiB of text, both ways. */
#include "kernel.h"

KERNEL("strsearch", STRSEARCH);

#define TEXT_SIZE 16384u
#define WORDS 24u

static uint8_t text[TEXT_SIZE];
static uint8_t words[WORDS][12];
static uint32_t lengths[WORDS];

static void make_text(void)
{
    uint32_t random = 21;

    for (uint32_t i = 0; i < TEXT_SIZE; i++) {
        text[i] = (uint8_t)('a' + (next_random(&random) >> 28));
    }
    for (uint32_t word = 0; word < WORDS; word++) {
        uint32_t start = (next_random(&random) >> 12) % (TEXT_SIZE - 12);

        lengths[word] = 4 + word % 8;
        for (uint32_t i = 0; i < lengths[word]; i++) {
            words[word][i] = text[start + i];
        }
        if (word % 3 == 0) {
            words[word][lengths[word] - 1] = 'z';       /* not in the text */
        }
    }
}

static uint32_t horspool(const uint8_t *word, uint32_t length)
{
    uint32_t skip[256];

    for (uint32_t c = 0; c < 256; c++) {
        skip[c] = length;
    }
    for (uint32_t i = 0; i + 1 < length; i++) {
        skip[word[i]] = length - 1 - i;
    }
    for (uint32_t at = 0; at + length <= TEXT_SIZE;) {
        uint32_t i = length;

        while (i > 0 && text[at + i - 1] == word[i - 1]) {
            i--;
        }
        if (i == 0) {
            return at;
        }
        at += skip[text[at + length - 1]];
    }
    return TEXT_SIZE;
}

static uint32_t scan(const uint8_t *word, uint32_t length)
{
    for (uint32_t at = 0; at + length <= TEXT_SIZE; at++) {
        uint32_t i = 0;

        while (i < length && text[at + i] == word[i]) {
            i++;
        }
        if (i == length) {
            return at;
        }
    }
    return TEXT_SIZE;
}

uint32_t kernel(uint32_t units)
{
    uint32_t hash = MIX_START;

    make_text();
    for (uint32_t unit = 0; unit < units; unit++) {
        for (uint32_t word = 0; word < WORDS; word++) {
            uint32_t fast = horspool(words[word], lengths[word]);

            hash = mix(hash, fast == scan(words[word], lengths[word]) ? fast : 0xBAD);
        }
        text[unit % TEXT_SIZE] ^= 1;
    }
    return hash;
}
