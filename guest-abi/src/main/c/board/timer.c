/* SPDX-License-Identifier: Apache-2.0 */
/* Ticks by interrupt line 0: prints the time stamp of the first instruction of each handler. */
#include "board.h"

enum { TICKS = 8, DIVISOR = 1193 };

volatile u32 ticks;
volatile u32 stamps[TICKS];
static volatile u32 work;

/* The handler begins with RDTSC, so that nothing but the interrupt lies between the tick and the stamp. */
__asm__(".globl tick_entry\n"
        "tick_entry: push %eax\n"
        "push %edx\n"
        "rdtsc\n"
        "push %ecx\n"
        "mov ticks, %ecx\n"
        "and $7, %ecx\n"
        "mov %eax, stamps(,%ecx,4)\n"
        "incl ticks\n"
        "mov $0x20, %al\n"
        "outb %al, $0x20\n"
        "pop %ecx\n"
        "pop %edx\n"
        "pop %eax\n"
        "iret\n");
extern char tick_entry[];

static void show(const char *name)
{
    for (int n = 0; n < TICKS; n++) {
        print(name);
        put(' ');
        print_dec(stamps[n]);
        put('\n');
    }
    ticks = 0;
}

static void gate_to(int vector, u32 address)
{
    struct {
        u16 limit;
        u32 base;
    } __attribute__((packed)) pointer;
    __asm__ volatile("sidt %0" : "=m"(pointer));
    u32 *entry = (u32 *)(pointer.base + 8 * (u32)vector);
    entry[0] = 0x08u << 16 | (address & 0xFFFF);
    entry[1] = (address & 0xFFFF0000u) | 0x8E00;
}

int board_main(const struct multiboot_info *info)
{
    (void)info;
    gate_to(0x20, (u32)tick_entry);
    pic_init(0x0001);
    timer_rate(DIVISOR);
    sti();
    while (ticks < TICKS)
        hlt();
    cli();
    show("halted");
    sti();
    while (ticks < TICKS)
        work++;
    cli();
    show("working");
    sti();
    while (ticks < TICKS)
        ;
    cli();
    show("waiting");
    print("work ");
    print_dec(work);
    put('\n');
    return 0;
}
