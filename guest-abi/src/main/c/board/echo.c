/* SPDX-License-Identifier: Apache-2.0 */
/* Sends back what the serial port receives, by interrupt, up to a full stop; letters become capitals. */
#include "board.h"

enum { SERIAL = 0x3F8 };

static volatile int done;
static volatile u32 interrupts;

static struct frame *received(struct frame *frame)
{
    interrupts++;
    while ((inb(SERIAL + 2) & 1) == 0) {
        while (inb(SERIAL + 5) & 1) {
            char c = (char)inb(SERIAL);
            put(c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
            done |= c == '.';
        }
    }
    pic_end(4);
    return frame;
}

int board_main(const struct multiboot_info *info)
{
    (void)info;
    handle(0x24, received, 0);
    pic_init(0x0010);
    outb(SERIAL + 3, 0x80);
    outb(SERIAL, 1);
    outb(SERIAL + 1, 0);
    outb(SERIAL + 3, 0x03);
    outb(SERIAL + 2, 0x47);
    outb(SERIAL + 4, 0x0B);
    outb(SERIAL + 1, 0x01);
    sti();
    while (!done)
        hlt();
    cli();
    print("\ninterrupts ");
    print_dec(interrupts);
    put('\n');
    return 0;
}
