/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Harness of a kernel as a static 32-bit Linux program without a C library: `bench-x [rounds]`, 1 round if not given.
 * Prints the same lines as the partition.
 */
#include "kernel.h"

enum { SYS_EXIT = 1, SYS_WRITE = 4, SYS_GETPPID = 64, SYS_CLOCK_GETTIME = 265 };
enum { CLOCK_MONOTONIC = 1 };

static int32_t system_call(uint32_t number, uint32_t a, uint32_t b, uint32_t c)
{
    __asm__ volatile("int $0x80" : "+a"(number) : "b"(a), "c"(b), "d"(c) : "memory");
    return (int32_t)number;
}

uint32_t harness_emptiest_call(void)
{
    (void)system_call(SYS_GETPPID, 0, 0, 0);
    return 0;
}

uint64_t harness_time_us(void)
{
    struct {
        uint32_t seconds;
        uint32_t nanoseconds;
    } time;

    system_call(SYS_CLOCK_GETTIME, CLOCK_MONOTONIC, (uint32_t)&time, 0);
    return (uint64_t)time.seconds * 1000000u + time.nanoseconds / 1000u;
}

/* The compiler may call these two. */
void *memcpy(void *to, const void *from, uint32_t length)
{
    void *result = to;

    __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(length) : : "memory");
    return result;
}

void *memset(void *to, int value, uint32_t length)
{
    void *result = to;

    __asm__ volatile("rep stosb" : "+D"(to), "+c"(length) : "a"(value) : "memory");
    return result;
}

static char *put_text(char *to, const char *text)
{
    while (*text != '\0') {
        *to++ = *text++;
    }
    return to;
}

static char *put_decimal(char *to, uint32_t value)
{
    char digits[10];
    int length = 0;

    do {
        digits[length++] = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    while (length > 0) {
        *to++ = digits[--length];
    }
    return to;
}

static char *put_hex(char *to, uint32_t value)
{
    for (int shift = 28; shift >= 0; shift -= 4) {
        *to++ = "0123456789abcdef"[value >> shift & 0xF];
    }
    return to;
}

static uint32_t parse_decimal(const char *text)
{
    uint32_t value = 0;

    for (; *text >= '0' && *text <= '9'; text++) {
        value = value * 10 + (uint32_t)(*text - '0');
    }
    return value;
}

/* What the kernel of Linux leaves on the stack of a program: the count of arguments, then the arguments. */
void native_start(const uint32_t *stack) __attribute__((noreturn));
void native_start(const uint32_t *stack)
{
    uint32_t rounds = stack[0] > 1 ? parse_decimal((const char *)stack[2]) : 1;
    uint32_t bad = 0;

    for (uint32_t round = 0; round < rounds; round++) {
        uint32_t check = kernel(kernel_info.units_per_round);
        char line[128];
        char *end = put_text(line, kernel_info.name);

        end = put_decimal(put_text(end, " round "), round);
        end = put_hex(put_text(end, " check 0x"), check);
        end = put_text(end, check == kernel_info.check ? " ok\n" : " BAD\n");
        bad |= check != kernel_info.check;
        system_call(SYS_WRITE, 1, (uint32_t)line, (uint32_t)(end - line));
    }
    for (;;) {
        system_call(SYS_EXIT, bad, 0, 0);
    }
}

__asm__(".globl _start\n"
        "_start:\n"
        "    xorl %ebp, %ebp\n"
        "    movl %esp, %eax\n"
        "    andl $-16, %esp\n"
        "    subl $12, %esp\n"
        "    pushl %eax\n"
        "    call native_start\n");
