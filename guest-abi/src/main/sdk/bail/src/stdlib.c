/* SPDX-License-Identifier: Apache-2.0 */
/* Text to numbers. Values that do not fit wrap. */
#include <ctype.h>
#include <stdlib.h>

static int digit(char c)
{
    if (isdigit(c)) {
        return c - '0';
    }
    return isalpha(c) ? (c | 0x20) - 'a' + 10 : 99;
}

unsigned long long strtoull(const char *text, char **end, int base)
{
    const char *at = text;
    unsigned long long value = 0;
    int negative = 0;
    int digits = 0;

    while (isspace(*at)) {
        at++;
    }
    if (*at == '-' || *at == '+') {
        negative = *at++ == '-';
    }
    if ((base == 0 || base == 16) && at[0] == '0' && (at[1] | 0x20) == 'x' && isxdigit(at[2])) {
        at += 2;
        base = 16;
    } else if (base == 0) {
        base = *at == '0' ? 8 : 10;
    }
    for (; digit(*at) < base; at++) {
        value = value * base + digit(*at);
        digits++;
    }
    if (end != NULL) {
        *end = (char *)(digits > 0 ? at : text);
    }
    return negative ? -value : value;
}

long long strtoll(const char *text, char **end, int base)
{
    return (long long)strtoull(text, end, base);
}

unsigned long strtoul(const char *text, char **end, int base)
{
    return (unsigned long)strtoull(text, end, base);
}

long strtol(const char *text, char **end, int base)
{
    return (long)strtoull(text, end, base);
}

int atoi(const char *text)
{
    return (int)strtoull(text, NULL, 0);
}
