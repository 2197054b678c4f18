/* SPDX-License-Identifier: Apache-2.0 */
/* The A20 gate by the keyboard controller and by port 92h. */
#include "board.h"

static volatile u32 *const low = (volatile u32 *)0x50000;
static volatile u32 *const high = (volatile u32 *)0x350000;
static volatile u32 *const alias = (volatile u32 *)0x250000;

static int aliases(void)
{
    *alias = 0x11111111;
    *high = 0x22222222;
    return *alias == 0x22222222;
}

/*
 * The kernel lies at 1 MiB. While bit 20 is held low its instructions come from the same place at 0, so they are copied
 * there; the stack is not touched meanwhile.
 */
static void without_bit_20(u32 *seen, u32 *mirrored)
{
    extern char kernel_end[];
    u32 from = 0x100000, to = 0, words = ((u32)kernel_end - 0x100000) / 4;
    __asm__ volatile("rep movsl" : "+S"(from), "+D"(to), "+c"(words) : : "memory");
    __asm__ volatile("mov $0xDD, %%al\n"
                     "outb %%al, $0x64\n"
                     "movl $0x44444444, 0x350000\n"
                     "mov 0x250000, %0\n"
                     "mov 0x150000, %1\n"
                     "mov $0xDF, %%al\n"
                     "outb %%al, $0x64\n"
                     : "=&b"(*seen), "=&c"(*mirrored)
                     :
                     : "eax", "memory");
}

int board_main(const struct multiboot_info *info)
{
    u32 seen, mirrored;
    (void)info;
    check(!aliases(), "enabled at first");
    check(inb(0x92) == 0, "port 92h at first");
    outb(0x92, 0x02);
    outb(0x64, 0xDD);
    check(!aliases(), "port 92h keeps it enabled");
    outb(0x64, 0xD0);
    check((inb(0x60) & 2) == 0, "output port");
    outb(0x64, 0xDF);
    outb(0x92, 0x00);
    check(!aliases(), "the keyboard controller keeps it enabled");
    *low = 0x33333333;
    without_bit_20(&seen, &mirrored);
    check(seen == 0x44444444, "bit 20 is gone");
    check(mirrored == 0x33333333, "1 MiB wraps to 0");
    check(!aliases(), "enabled again");
    print(failures() ? "FAIL\n" : "a20 ok\n");
    return failures() ? 1 : 0;
}
