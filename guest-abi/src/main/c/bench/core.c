/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A mixture as of embedded integer programs: a linked list (search, reversal, merge sort), small matrices, a state
 * machine over text, and a CRC-16 that carries every result into the next step. A unit is one pass over all of them.
 */
#include "kernel.h"

KERNEL("core", CORE);

/* ---- CRC-16, bit by bit ----------------------------------------------------------------------- */

static uint16_t crc16(uint16_t crc, uint16_t value)
{
    for (int bit = 0; bit < 16; bit++) {
        uint16_t carry = (uint16_t)((crc ^ value) & 1);
        crc = (uint16_t)(crc >> 1);
        value = (uint16_t)(value >> 1);
        if (carry) {
            crc ^= 0xA001;
        }
    }
    return crc;
}

/* ---- list ------------------------------------------------------------------------------------- */

#define ITEMS 96

struct item {
    struct item *next;
    int16_t key;
    int16_t position;
};

static struct item items[ITEMS];

static struct item *make_list(uint32_t *random)
{
    for (int i = 0; i < ITEMS; i++) {
        items[i].next = i + 1 < ITEMS ? &items[i + 1] : 0;
        items[i].key = (int16_t)(next_random(random) >> 22);
        items[i].position = (int16_t)i;
    }
    return items;
}

static struct item *reverse(struct item *list)
{
    struct item *reversed = 0;

    while (list != 0) {
        struct item *next = list->next;
        list->next = reversed;
        reversed = list;
        list = next;
    }
    return reversed;
}

static const struct item *find(const struct item *list, int16_t key)
{
    while (list != 0 && list->key != key) {
        list = list->next;
    }
    return list;
}

static int by_key(const struct item *a, const struct item *b)
{
    return a->key - b->key;
}

static int by_position(const struct item *a, const struct item *b)
{
    return a->position - b->position;
}

static struct item *merge(struct item *a, struct item *b, int (*compare)(const struct item *, const struct item *))
{
    struct item *first = 0;
    struct item **link = &first;

    while (a != 0 && b != 0) {
        struct item **least = compare(a, b) <= 0 ? &a : &b;
        *link = *least;
        link = &(*least)->next;
        *least = (*least)->next;
    }
    *link = a != 0 ? a : b;
    return first;
}

static struct item *sort(struct item *list, int (*compare)(const struct item *, const struct item *))
{
    struct item *middle = list;
    struct item *end = list;
    struct item *second;

    if (list == 0 || list->next == 0) {
        return list;
    }
    while (end->next != 0 && end->next->next != 0) {
        middle = middle->next;
        end = end->next->next;
    }
    second = middle->next;
    middle->next = 0;
    return merge(sort(list, compare), sort(second, compare), compare);
}

static uint16_t list_pass(uint16_t crc, uint32_t *random)
{
    struct item *list = make_list(random);

    for (int i = 0; i < 24; i++) {
        const struct item *found = find(list, (int16_t)(next_random(random) >> 22));
        crc = crc16(crc, (uint16_t)(found != 0 ? found->position : i));
        list = reverse(list);
    }
    list = sort(list, by_key);
    for (const struct item *item = list; item != 0; item = item->next) {
        crc = crc16(crc, (uint16_t)(item->key + item->position));
    }
    list = sort(list, by_position);
    return crc16(crc, (uint16_t)(list->key ^ list->next->position));
}

/* ---- matrices --------------------------------------------------------------------------------- */

#define N 12

static int16_t left[N][N];
static int16_t right[N][N];
static int32_t product[N][N];

static uint16_t matrix_pass(uint16_t crc, uint32_t *random)
{
    int32_t trace = 0;

    for (int row = 0; row < N; row++) {
        for (int column = 0; column < N; column++) {
            left[row][column] = (int16_t)(next_random(random) >> 16);
            right[row][column] = (int16_t)(left[row][column] + crc);
        }
    }
    for (int row = 0; row < N; row++) {
        for (int column = 0; column < N; column++) {
            int32_t sum = 0;
            for (int i = 0; i < N; i++) {
                sum += left[row][i] * right[i][column];
            }
            product[row][column] = sum;
        }
    }
    for (int row = 0; row < N; row++) {
        for (int column = 0; column < N; column++) {
            /* Two bit fields of each element, as of a sample unpacked from a word. */
            trace += (product[row][column] >> 2 & 0xF) * (product[row][column] >> 5 & 0x7F);
        }
        crc = crc16(crc, (uint16_t)(trace ^ product[row][row]));
    }
    return crc;
}

/* ---- state machine ---------------------------------------------------------------------------- */

enum state { START, SIGN, INTEGER, FRACTION, EXPONENT, EXPONENT_SIGN, EXPONENT_DIGITS, NAME, BAD, STATES };

static const char text[] =
    "12 -7 3.14159 +2.5e10 abc x1 1e-3 0x 99. .5 -e 4e+ 65535 name_2 -0.001 7e7 1.2.3 +8 - q 300e 12a 5e-12 .. 42";

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static enum state step(enum state state, char c)
{
    switch (state) {
    case START:
        return is_digit(c) ? INTEGER : c == '+' || c == '-' ? SIGN : c == '.' ? FRACTION : c >= 'a' ? NAME : BAD;
    case SIGN:
        return is_digit(c) ? INTEGER : c == '.' ? FRACTION : BAD;
    case INTEGER:
        return is_digit(c) ? INTEGER : c == '.' ? FRACTION : c == 'e' ? EXPONENT : BAD;
    case FRACTION:
        return is_digit(c) ? FRACTION : c == 'e' ? EXPONENT : BAD;
    case EXPONENT:
        return is_digit(c) ? EXPONENT_DIGITS : c == '+' || c == '-' ? EXPONENT_SIGN : BAD;
    case EXPONENT_SIGN:
    case EXPONENT_DIGITS:
        return is_digit(c) ? EXPONENT_DIGITS : BAD;
    case NAME:
        return is_digit(c) || c >= '_' ? NAME : BAD;
    default:
        return BAD;
    }
}

static uint16_t text_pass(uint16_t crc)
{
    uint16_t finals[STATES] = { 0 };
    uint16_t transitions = 0;
    enum state state = START;

    for (const char *c = text; *c != '\0'; c++) {
        enum state next = *c == ' ' ? START : step(state, *c);
        if (next != state) {
            transitions++;
        }
        if (*c == ' ') {
            finals[state]++;
        }
        state = next;
    }
    for (int i = 0; i < STATES; i++) {
        crc = crc16(crc, finals[i]);
    }
    return crc16(crc, transitions);
}

uint32_t kernel(uint32_t units)
{
    uint32_t random = 9;
    uint16_t crc = 0xFFFF;
    uint32_t hash = MIX_START;

    for (uint32_t unit = 0; unit < units; unit++) {
        crc = list_pass(crc, &random);
        crc = matrix_pass(crc, &random);
        crc = text_pass(crc);
        hash = mix(hash, crc);
    }
    return hash;
}
