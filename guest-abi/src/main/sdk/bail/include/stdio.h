/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Formatted text. %c %s %d %i %u %x and %p, with capitals the same; l, ll; a width, filled with zeros (%0<n>) or spaces
 * (% <n>, %<n>), at the right with '-'. Hexadecimal digits are capitals.
 *
 * Console text is sent line by line; each vCPU has a line of its own.
 */
#ifndef STDIO_H
#define STDIO_H

#include <stdarg.h>
#include <stddef.h>

extern int putchar(int c);
extern int printf(const char *format, ...) __attribute__((format(__printf__, 1, 2)));
extern int vprintf(const char *format, va_list arguments);

/* The result ends with a NUL; snprintf writes at most `length` bytes with it. Returned is the length without. */
extern int sprintf(char *to, const char *format, ...) __attribute__((format(__printf__, 2, 3)));
extern int snprintf(char *to, size_t length, const char *format, ...) __attribute__((format(__printf__, 3, 4)));
extern int vsprintf(char *to, const char *format, va_list arguments);
extern int vsnprintf(char *to, size_t length, const char *format, va_list arguments);

#endif
