/* SPDX-License-Identifier: Apache-2.0 */
/* Formatted text. */
#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

/* Where text goes: to memory, or to the console if there is none. */
struct sink {
    char *to;
    size_t room;                        /* bytes, the NUL not counted */
    int length;                         /* characters so far, those without room too */
};

struct conversion {
    int left;                           /* fill at the right */
    char fill;
    int width;
    int longs;
};

static void put(struct sink *sink, char c)
{
    if (sink->to == NULL) {
        putchar(c);
    } else if ((size_t)sink->length < sink->room) {
        sink->to[sink->length] = c;
    }
    sink->length++;
}

static void pad(struct sink *sink, char c, int count)
{
    while (count-- > 0) {
        put(sink, c);
    }
}

static void put_text(struct sink *sink, const struct conversion *conversion, const char *text, int length)
{
    int padding = conversion->width - length;

    if (!conversion->left) {
        pad(sink, ' ', padding);
    }
    while (length-- > 0) {
        put(sink, *text++);
    }
    if (conversion->left) {
        pad(sink, ' ', padding);
    }
}

static void put_number(struct sink *sink, const struct conversion *conversion, unsigned long long value, int negative,
                       unsigned base)
{
    char digits[24];
    int start = sizeof digits;
    int padding;

    do {
        digits[--start] = "0123456789ABCDEF"[value % base];
        value /= base;
    } while (value != 0);
    padding = conversion->width - ((int)sizeof digits - start) - negative;
    if (!conversion->left && conversion->fill == ' ') {
        pad(sink, ' ', padding);
    }
    if (negative) {
        put(sink, '-');
    }
    if (!conversion->left && conversion->fill == '0') {
        pad(sink, '0', padding);
    }
    while (start < (int)sizeof digits) {
        put(sink, digits[start++]);
    }
    if (conversion->left) {
        pad(sink, ' ', padding);
    }
}

static const char *read_conversion(const char *format, struct conversion *conversion)
{
    conversion->left = 0;
    conversion->fill = ' ';
    conversion->width = 0;
    conversion->longs = 0;
    for (; *format == '-' || *format == '0' || *format == ' '; format++) {
        conversion->left |= *format == '-';
        if (*format == '0') {
            conversion->fill = '0';
        }
    }
    for (; isdigit(*format); format++) {
        conversion->width = conversion->width * 10 + (*format - '0');
    }
    for (; *format == 'l' || *format == 'L'; format++) {
        conversion->longs++;
    }
    return format;
}

static void convert(struct sink *sink, char letter, const struct conversion *conversion, va_list *arguments)
{
    unsigned long long value;
    const char *text;
    int negative = 0;
    char c;

    switch (letter) {
    case 'c':
    case 'C':
        c = (char)va_arg(*arguments, int);
        put_text(sink, conversion, &c, 1);
        return;
    case 's':
    case 'S':
        text = va_arg(*arguments, const char *);
        text = text != NULL ? text : "(null)";
        put_text(sink, conversion, text, (int)strlen(text));
        return;
    case 'd':
    case 'D':
    case 'i':
    case 'I':
        if (conversion->longs > 1) {
            value = va_arg(*arguments, unsigned long long);
        } else {
            value = (unsigned long long)va_arg(*arguments, int);
        }
        negative = (long long)value < 0;
        put_number(sink, conversion, negative ? -value : value, negative, 10);
        return;
    case 'u':
    case 'U':
    case 'x':
    case 'X':
    case 'p':
    case 'P':
        if (conversion->longs > 1) {
            value = va_arg(*arguments, unsigned long long);
        } else {
            value = va_arg(*arguments, unsigned);
        }
        put_number(sink, conversion, value, 0, letter == 'u' || letter == 'U' ? 10 : 16);
        return;
    default:
        put(sink, letter);
    }
}

static int print(struct sink *sink, const char *format, va_list arguments)
{
    struct conversion conversion;
    va_list list;

    va_copy(list, arguments);
    while (*format != '\0') {
        if (*format != '%') {
            put(sink, *format++);
            continue;
        }
        format = read_conversion(format + 1, &conversion);
        if (*format != '\0') {
            convert(sink, *format++, &conversion, &list);
        }
    }
    va_end(list);
    if (sink->to != NULL) {
        sink->to[(size_t)sink->length < sink->room ? (size_t)sink->length : sink->room] = '\0';
    }
    return sink->length;
}

int vprintf(const char *format, va_list arguments)
{
    struct sink sink = { NULL, 0, 0 };

    return print(&sink, format, arguments);
}

int printf(const char *format, ...)
{
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vprintf(format, arguments);
    va_end(arguments);
    return length;
}

int vsnprintf(char *to, size_t length, const char *format, va_list arguments)
{
    char nothing;
    struct sink sink = { to, length - 1, 0 };

    if (length == 0) {
        sink.to = &nothing;
        sink.room = 0;
    }
    return print(&sink, format, arguments);
}

int snprintf(char *to, size_t length, const char *format, ...)
{
    va_list arguments;
    int result;

    va_start(arguments, format);
    result = vsnprintf(to, length, format, arguments);
    va_end(arguments);
    return result;
}

int vsprintf(char *to, const char *format, va_list arguments)
{
    return vsnprintf(to, INT_MAX, format, arguments);
}

int sprintf(char *to, const char *format, ...)
{
    va_list arguments;
    int result;

    va_start(arguments, format);
    result = vsprintf(to, format, arguments);
    va_end(arguments);
    return result;
}
