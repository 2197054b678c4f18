/* SPDX-License-Identifier: Apache-2.0 */
/* Console, vectors, interrupt controllers and timer for kernels on the bare board. */
#include "board.h"

enum { SERIAL = 0x3F8, TEXT = 0xE9, BOOTED = 0x2BADB002 };

extern const u32 vectors[256];

static u64 idt[256];
static handler handlers[256];
static int failed;

void put(char c)
{
    while ((inb(SERIAL + 5) & 0x20) == 0)
        ;
    outb(SERIAL, (u8)c);
}

void print(const char *text)
{
    while (*text)
        put(*text++);
}

void print_hex(u32 value)
{
    for (int shift = 28; shift >= 0; shift -= 4)
        put("0123456789abcdef"[value >> shift & 15]);
}

void print_dec(u32 value)
{
    char digits[10];
    int n = 0;
    do
        digits[n++] = (char)('0' + value % 10);
    while ((value /= 10) != 0);
    while (n)
        put(digits[--n]);
}

void text_port(const char *text)
{
    while (*text)
        outb(TEXT, (u8)*text++);
}

void check(int holds, const char *what)
{
    if (!holds) {
        failed++;
        print("FAIL ");
        print(what);
        put('\n');
    }
}

int failures(void) { return failed; }

struct frame *interrupt(struct frame *frame)
{
    handler function = handlers[frame->vector];
    if (function)
        return function(frame);
    print("unexpected vector ");
    print_hex(frame->vector);
    print(" error ");
    print_hex(frame->error);
    print(" eip ");
    print_hex(frame->eip);
    put('\n');
    outb(0xF4, 0x7F);
    for (;;)
        hlt();
}

static void gate(int vector, u32 address, int dpl)
{
    idt[vector] = (u64)(address & 0xFFFF0000u) << 32 | (u64)(0x8E00u | (u32)dpl << 13) << 32 | 0x08u << 16 | (address & 0xFFFF);
}

void handle(int vector, handler function, int dpl)
{
    handlers[vector] = function;
    gate(vector, vectors[vector], dpl);
}

/* Lines 0 to 15 become the vectors 20H to 2FH. */
void pic_init(u16 unmasked)
{
    outb(0x20, 0x11);
    outb(0xA0, 0x11);
    outb(0x21, 0x20);
    outb(0xA1, 0x28);
    outb(0x21, 0x04);
    outb(0xA1, 0x02);
    outb(0x21, 0x01);
    outb(0xA1, 0x01);
    outb(0x21, (u8)~unmasked);
    outb(0xA1, (u8)(~unmasked >> 8));
}

void pic_end(int line)
{
    if (line >= 8)
        outb(0xA0, 0x20);
    outb(0x20, 0x20);
}

void timer_rate(u16 divisor)
{
    outb(0x43, 0x34);
    outb(0x40, (u8)divisor);
    outb(0x40, (u8)(divisor >> 8));
}

int board_start(u32 magic, const struct multiboot_info *info)
{
    static struct {
        u16 limit;
        u32 base;
    } __attribute__((packed)) pointer;

    for (int n = 0; n < 256; n++)
        gate(n, vectors[n], 0);
    pointer.limit = sizeof idt - 1;
    pointer.base = (u32)idt;
    __asm__ volatile("lidt %0" : : "m"(pointer));
    check(magic == BOOTED, "magic");
    return board_main(info);
}
