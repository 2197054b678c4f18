/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A matcher of regular expressions by backtracking: letters, '.', classes as [a-c], and '*', '+', '?' behind them. A unit
 * looks for six patterns in every suffix of 512 letters.
 */
#include "kernel.h"

KERNEL("regex", REGEX);

#define SIZE 512u

static char text[SIZE + 1];

static const char *const patterns[] = { "ab*c", "[a-c]+d.e", "a.?b.?c.?d", "b[d-f]*g", "hh*e+", "[a-h]*zz" };

#define PATTERNS (sizeof(patterns) / sizeof(patterns[0]))

static const char *item_end(const char *pattern)
{
    if (*pattern == '[') {
        while (*pattern != ']') {
            pattern++;
        }
    }
    return pattern + 1;
}

static int item_matches(const char *pattern, char c)
{
    if (c == '\0') {
        return 0;
    }
    if (*pattern == '.') {
        return 1;
    }
    if (*pattern == '[') {
        return c >= pattern[1] && c <= pattern[3];
    }
    return *pattern == c;
}

/* Returns the end of the match or 0. */
static const char *match(const char *pattern, const char *at)
{
    const char *next;
    uint32_t least;
    uint32_t most;
    uint32_t count = 0;

    if (*pattern == '\0') {
        return at;
    }
    next = item_end(pattern);
    least = *next == '*' || *next == '?' ? 0 : 1;
    most = *next == '*' || *next == '+' ? 16 : 1;
    while (count < most && item_matches(pattern, at[count])) {
        count++;
    }
    if (*next == '*' || *next == '+' || *next == '?') {
        next++;
    }
    for (;;) {
        const char *end;

        if (count < least) {
            return 0;
        }
        end = match(next, at + count);
        if (end != 0) {
            return end;
        }
        if (count == 0) {
            return 0;
        }
        count--;
    }
}

uint32_t kernel(uint32_t units)
{
    uint32_t random = 8;
    uint32_t hash = MIX_START;

    for (uint32_t i = 0; i < SIZE; i++) {
        text[i] = (char)('a' + (next_random(&random) >> 29));
    }
    for (uint32_t unit = 0; unit < units; unit++) {
        for (uint32_t pattern = 0; pattern < PATTERNS; pattern++) {
            uint32_t total = 0;

            for (uint32_t i = 0; i < SIZE; i++) {
                const char *end = match(patterns[pattern], text + i);

                total += end != 0 ? (uint32_t)(end - text) : 0;
            }
            hash = mix(hash, total);
        }
        text[unit % SIZE] = (char)('a' + unit % 8);
    }
    return hash;
}
