/* SPDX-License-Identifier: Apache-2.0 */
/* Checks that halt the partition; compiled in with -D_DEBUG_. */
#ifndef ASSERT_H
#define ASSERT_H

#ifdef _DEBUG_
extern void assert_failed(const char *condition, const char *file, int line) __attribute__((noreturn));
#define assert(condition) ((condition) ? (void)0 : assert_failed(#condition, __FILE__, __LINE__))
#else
#define assert(condition) ((void)0)
#endif

#define ASSERT(condition) assert(condition)

#endif
