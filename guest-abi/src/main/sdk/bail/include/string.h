/* SPDX-License-Identifier: Apache-2.0 */
/* strncpy always ends its result, memcmp and strcmp compare signed characters, strlen(NULL) is 0. */
#ifndef STRING_H
#define STRING_H

#include <stddef.h>

extern void *memset(void *to, int value, size_t length);
extern void *memcpy(void *to, const void *from, size_t length);
extern void *memmove(void *to, const void *from, size_t length);
extern int memcmp(const void *a, const void *b, size_t length);
extern size_t strlen(const char *text);
extern int strcmp(const char *a, const char *b);
extern int strncmp(const char *a, const char *b, size_t length);
extern char *strcpy(char *to, const char *from);
extern char *strncpy(char *to, const char *from, size_t length);
extern char *strcat(char *to, const char *from);
extern char *strncat(char *to, const char *from, size_t length);
extern char *strchr(const char *text, int c);
extern char *strrchr(const char *text, int c);
extern char *strstr(const char *text, const char *part);
extern char *basename(char *path);

#endif
