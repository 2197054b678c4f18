/* SPDX-License-Identifier: Apache-2.0 */
/* A parser of JSON-like text by recursive descent. A unit parses one document of about 3 KiB that it has written. */
#include "kernel.h"

KERNEL("json", JSON);

#define SIZE 4096u

static char text[SIZE];
static char *end;
static const char *at;

static void put(const char *part)
{
    while (*part != '\0') {
        *end++ = *part++;
    }
}

static void put_number(uint32_t value)
{
    char digits[10];
    int count = 0;

    do {
        digits[count++] = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    while (count > 0) {
        *end++ = digits[--count];
    }
}

static void write_document(uint32_t *random)
{
    end = text;
    put("{\"items\": [");
    for (uint32_t i = 0; i < 40; i++) {
        uint32_t value = next_random(random);

        put(i == 0 ? "\n  {\"id\": " : ",\n  {\"id\": ");
        put_number(i);
        put(", \"name\": \"item\\t");
        put_number(value >> 20);
        put("\", \"tags\": [true, false, null], \"at\": [-");
        put_number(value & 0xFFFF);
        put(", ");
        put_number(value >> 16);
        put("]}");
    }
    put("\n]}");
    *end = '\0';
}

static void skip_space(void)
{
    while (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r') {
        at++;
    }
}

static uint32_t parse_string(void)
{
    uint32_t hash = 5381;

    for (at++; *at != '"'; at++) {
        char c = *at;

        if (c == '\\') {
            at++;
            c = *at == 't' ? '\t' : *at == 'n' ? '\n' : *at;
        }
        hash = hash * 33 + (uint8_t)c;
    }
    at++;
    return hash;
}

static uint32_t parse_number(void)
{
    int negative = *at == '-';
    uint32_t value = 0;

    at += negative;
    while (*at >= '0' && *at <= '9') {
        value = value * 10 + (uint32_t)(*at++ - '0');
    }
    return negative ? -value : value;
}

static uint32_t parse_word(const char *word, uint32_t value)
{
    while (*word != '\0') {
        if (*at++ != *word++) {
            return 0xBAD;
        }
    }
    return value;
}

static uint32_t parse_value(void);

static uint32_t parse_list(char close, int named)
{
    uint32_t hash = MIX_START;

    at++;
    skip_space();
    while (*at != close) {
        if (named) {
            hash = mix(hash, parse_string());
            skip_space();
            at++;                               /* the colon */
            skip_space();
        }
        hash = mix(hash, parse_value());
        skip_space();
        if (*at == ',') {
            at++;
            skip_space();
        }
    }
    at++;
    return hash;
}

static uint32_t parse_value(void)
{
    switch (*at) {
    case '{':
        return parse_list('}', 1);
    case '[':
        return parse_list(']', 0);
    case '"':
        return parse_string();
    case 't':
        return parse_word("true", 1);
    case 'f':
        return parse_word("false", 2);
    case 'n':
        return parse_word("null", 3);
    default:
        return parse_number();
    }
}

uint32_t kernel(uint32_t units)
{
    uint32_t random = 55;
    uint32_t hash = MIX_START;

    for (uint32_t unit = 0; unit < units; unit++) {
        write_document(&random);
        at = text;
        hash = mix(hash, parse_value());
    }
    return hash;
}
