/* SPDX-License-Identifier: Apache-2.0 */
/* Formatted console text and the memory functions that the compiler may call. */
#include <stdarg.h>

#include "rt.h"

struct line {
    uint32_t length;
    char text[PRTOS_CONSOLE_MAX];
};

static void flush(struct line *line)
{
    if (line->length != 0) {
        prtos_write_console(line->text, line->length);
        line->length = 0;
    }
}

static void put(struct line *line, char c)
{
    line->text[line->length++] = c;
    if (c == '\n' || line->length == PRTOS_CONSOLE_MAX) {
        flush(line);
    }
}

static void pad(struct line *line, char c, int count)
{
    while (count-- > 0) {
        put(line, c);
    }
}

static void put_text(struct line *line, const char *text, int length, int width, int left)
{
    if (!left) {
        pad(line, ' ', width - length);
    }
    for (int i = 0; i < length; i++) {
        put(line, text[i]);
    }
    if (left) {
        pad(line, ' ', width - length);
    }
}

/* *value /= base; returns the remainder. Two 32-bit divisions, since no 64-bit one is linked. */
static uint32_t divide(uint64_t *value, uint32_t base)
{
    uint32_t high = (uint32_t)(*value >> 32);
    uint32_t low = (uint32_t)*value;
    uint32_t remainder = high % base;

    high /= base;
    __asm__("divl %2" : "+a"(low), "+d"(remainder) : "r"(base) : "cc");
    *value = (uint64_t)high << 32 | low;
    return remainder;
}

struct number {
    uint32_t base;
    int negative;
    int upper;
    int zero;                           /* fill with zeros */
    int left;
    int width;
};

static void put_number(struct line *line, uint64_t value, const struct number *format)
{
    const char *digits = format->upper ? "0123456789ABCDEF" : "0123456789abcdef";
    char text[24];
    int start = sizeof text;
    int length;

    do {
        text[--start] = digits[divide(&value, format->base)];
    } while (value != 0);
    length = (int)sizeof text - start + format->negative;
    if (!format->left && !format->zero) {
        pad(line, ' ', format->width - length);
    }
    if (format->negative) {
        put(line, '-');
    }
    if (!format->left && format->zero) {
        pad(line, '0', format->width - length);
    }
    while (start < (int)sizeof text) {
        put(line, text[start++]);
    }
    if (format->left) {
        pad(line, ' ', format->width - length);
    }
}

static void put_argument(struct line *line, const char **format, va_list *arguments)
{
    struct number number = { .base = 10 };
    const char *f = *format;
    int longs = 0;
    uint64_t value;
    char c;

    for (; *f == '-' || *f == '0'; f++) {
        number.left |= *f == '-';
        number.zero |= *f == '0';
    }
    for (; *f >= '0' && *f <= '9'; f++) {
        number.width = number.width * 10 + (*f - '0');
    }
    for (; *f == 'l'; f++) {
        longs++;
    }
    *format = f + 1;
    switch (*f) {
    case 'c':
        c = (char)va_arg(*arguments, int);
        put_text(line, &c, 1, number.width, number.left);
        return;
    case 's': {
        const char *text = va_arg(*arguments, const char *);
        put_text(line, text, (int)strlen(text), number.width, number.left);
        return;
    }
    case 'd':
    case 'u':
    case 'x':
    case 'X':
    case 'p':
        break;
    case '\0':
        *format = f;
        return;
    default:
        put(line, *f);
        return;
    }
    value = longs == 2 ? va_arg(*arguments, uint64_t) : va_arg(*arguments, uint32_t);
    if (*f == 'd') {
        int64_t number_value = longs == 2 ? (int64_t)value : (int32_t)value;
        number.negative = number_value < 0;
        value = number.negative ? -(uint64_t)number_value : (uint64_t)number_value;
    } else if (*f != 'u') {
        number.base = 16;
        number.upper = *f == 'X';
    }
    put_number(line, value, &number);
}

void printf(const char *format, ...)
{
    struct line line;
    va_list arguments;

    line.length = 0;
    va_start(arguments, format);
    while (*format != '\0') {
        char c = *format++;
        if (c == '%') {
            put_argument(&line, &format, &arguments);
        } else {
            put(&line, c);
        }
    }
    va_end(arguments);
    flush(&line);
}

void *memcpy(void *to, const void *from, size_t length)
{
    void *result = to;

    __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(length) : : "memory");
    return result;
}

void *memmove(void *to, const void *from, size_t length)
{
    uint8_t *target = to;
    const uint8_t *source = from;

    if (target <= source) {
        return memcpy(to, from, length);
    }
    while (length-- > 0) {
        target[length] = source[length];
    }
    return to;
}

void *memset(void *to, int value, size_t length)
{
    void *result = to;

    __asm__ volatile("rep stosb" : "+D"(to), "+c"(length) : "a"(value) : "memory");
    return result;
}

int memcmp(const void *a, const void *b, size_t length)
{
    const uint8_t *left = a;
    const uint8_t *right = b;

    for (; length > 0; length--, left++, right++) {
        if (*left != *right) {
            return *left - *right;
        }
    }
    return 0;
}

size_t strlen(const char *text)
{
    size_t length = 0;

    while (text[length] != '\0') {
        length++;
    }
    return length;
}

int strcmp(const char *a, const char *b)
{
    while (*a != '\0' && *a == *b) {
        a++;
        b++;
    }
    return (uint8_t)*a - (uint8_t)*b;
}
