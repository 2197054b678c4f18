/* SPDX-License-Identifier: Apache-2.0 */
/* Memory and text. */
#include <string.h>

void *memset(void *to, int value, size_t length)
{
    void *result = to;

    __asm__ __volatile__("rep stosb" : "+D"(to), "+c"(length) : "a"(value) : "memory");
    return result;
}

void *memcpy(void *to, const void *from, size_t length)
{
    void *result = to;

    __asm__ __volatile__("rep movsb" : "+D"(to), "+S"(from), "+c"(length) : : "memory");
    return result;
}

void *memmove(void *to, const void *from, size_t length)
{
    char *target = to;
    const char *source = from;

    if (target <= source) {
        return memcpy(to, from, length);
    }
    while (length-- > 0) {
        target[length] = source[length];
    }
    return to;
}

int memcmp(const void *a, const void *b, size_t length)
{
    const signed char *left = a;
    const signed char *right = b;

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

    while (text != NULL && text[length] != '\0') {
        length++;
    }
    return length;
}

int strncmp(const char *a, const char *b, size_t length)
{
    for (; length > 0; length--, a++, b++) {
        if (*a != *b || *a == '\0') {
            return (signed char)*a - (signed char)*b;
        }
    }
    return 0;
}

int strcmp(const char *a, const char *b)
{
    return strncmp(a, b, (size_t)-1);
}

char *strcpy(char *to, const char *from)
{
    memcpy(to, from, strlen(from) + 1);
    return to;
}

char *strncpy(char *to, const char *from, size_t length)
{
    size_t i;

    for (i = 0; i < length && from[i] != '\0'; i++) {
        to[i] = from[i];
    }
    for (; i < length; i++) {
        to[i] = '\0';
    }
    if (length > 0) {
        to[length - 1] = '\0';
    }
    return to;
}

char *strncat(char *to, const char *from, size_t length)
{
    char *end = to + strlen(to);

    for (; length > 0 && *from != '\0'; length--) {
        *end++ = *from++;
    }
    *end = '\0';
    return to;
}

char *strcat(char *to, const char *from)
{
    return strncat(to, from, (size_t)-1);
}

char *strchr(const char *text, int c)
{
    for (; *text != (char)c; text++) {
        if (*text == '\0') {
            return NULL;
        }
    }
    return (char *)text;
}

char *strrchr(const char *text, int c)
{
    const char *end = text + strlen(text);

    for (; end >= text; end--) {
        if (*end == (char)c) {
            return (char *)end;
        }
    }
    return NULL;
}

char *strstr(const char *text, const char *part)
{
    size_t length = strlen(part);

    for (;; text++) {
        if (strncmp(text, part, length) == 0) {
            return (char *)text;
        }
        if (*text == '\0') {
            return NULL;
        }
    }
}

char *basename(char *path)
{
    char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}
