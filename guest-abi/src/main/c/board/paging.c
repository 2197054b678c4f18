/* SPDX-License-Identifier: Apache-2.0 */
/* Page tables whose faults the kernel handles. */
#include "board.h"

enum { PRESENT = 1, WRITABLE = 2, USER = 4, ACCESSED = 0x20, DIRTY = 0x40, LARGE = 0x80 };

static volatile u32 directory[1024] __attribute__((aligned(4096)));
static u32 identity[1024] __attribute__((aligned(4096)));
static volatile u32 dynamic[1024] __attribute__((aligned(4096)));
static u8 frames[16][4096] __attribute__((aligned(4096)));
static u32 used;
static volatile u32 faults;
static volatile u32 last_address;
static volatile u32 last_error;

#define BASE 0x40000000u

static inline u32 cr2(void)
{
    u32 value;
    __asm__ volatile("mov %%cr2, %0" : "=r"(value));
    return value;
}

static inline void invalidate(u32 address) { __asm__ volatile("invlpg (%0)" : : "r"(address) : "memory"); }

/* Not present: gets the next frame. Read-only: becomes writable. */
static struct frame *page_fault(struct frame *frame)
{
    faults++;
    last_address = cr2();
    last_error = frame->error;
    volatile u32 *entry = &dynamic[last_address >> 12 & 1023];
    if (last_address - BASE >= 0x400000u) {
        print("stray fault at ");
        print_hex(last_address);
        put('\n');
        outb(0xF4, 0x7D);
    } else if (*entry & PRESENT) {
        *entry |= WRITABLE;
        invalidate(last_address);
    } else {
        *entry = (u32)frames[used++ % 16] | PRESENT | WRITABLE;
    }
    return frame;
}

int board_main(const struct multiboot_info *info)
{
    (void)info;
    for (u32 n = 0; n < 1024; n++)
        identity[n] = n << 12 | PRESENT | WRITABLE;
    directory[0] = (u32)identity | PRESENT | WRITABLE;
    directory[BASE >> 22] = (u32)dynamic | PRESENT | WRITABLE;
    directory[0x800 >> 2 | 1] = 0x00400000 | PRESENT | WRITABLE | LARGE;
    handle(14, page_fault, 0);
    __asm__ volatile("mov %0, %%cr3" : : "r"(directory));
    __asm__ volatile("mov %%cr4, %%eax; or $0x10, %%eax; mov %%eax, %%cr4" : : : "eax");
    __asm__ volatile("mov %%cr0, %%eax; or $0x80010000, %%eax; mov %%eax, %%cr0" : : : "eax");

    volatile u32 *memory = (volatile u32 *)BASE;
    check(memory[0] == 0 && faults == 1 && last_address == BASE && last_error == 0, "read of an absent page");
    check((dynamic[0] & (ACCESSED | DIRTY)) == ACCESSED, "accessed by a read");
    memory[0] = 5;
    check(faults == 1 && (dynamic[0] & DIRTY) != 0, "dirty by a write");
    memory[1024 + 3] = 6;
    check(faults == 2 && last_address == BASE + 4096 + 12 && last_error == 2, "write to an absent page");

    dynamic[0] &= ~(u32)WRITABLE;
    invalidate(BASE);
    memory[1] = 7;
    check(faults == 3 && last_address == BASE + 4 && last_error == 3, "write to a read-only page");
    check(memory[0] == 5 && memory[1] == 7, "contents are kept");

    /* An access that crosses into an absent page. */
    *(volatile u32 *)(BASE + 2 * 4096 - 2) = 0x12345678;
    check(faults == 4 && last_address == BASE + 2 * 4096, "the second page faults");
    check(*(volatile u16 *)(BASE + 2 * 4096) == 0x1234, "both halves are stored");

    /* A string instruction over many absent pages. */
    u32 count = 4 * 1024;
    void *to = (void *)(BASE + 4 * 4096);
    __asm__ volatile("rep stosl" : "+D"(to), "+c"(count) : "a"(0xABCD) : "memory");
    check(faults == 8 && last_address == BASE + 7 * 4096, "four faults");
    u32 sum = 0;
    for (u32 n = 0; n < 4 * 1024; n++)
        sum += memory[4 * 1024 + n];
    check(sum == 4 * 1024 * 0xABCDu, "all was stored");

    /* Exchange of two pages behind the back of whoever remembers them. */
    memory[0] = 100;
    memory[1024] = 200;
    u32 swapped = 0;
    for (int n = 0; n < 1000; n++) {
        u32 first = dynamic[0];
        dynamic[0] = dynamic[1];
        dynamic[1] = first;
        invalidate(BASE);
        invalidate(BASE + 4096);
        swapped += memory[0];
    }
    check(swapped == 500 * 300, "exchanged pages");

    /* A large page. */
    volatile u32 *large = (volatile u32 *)(0x800u << 20 | 1u << 22);
    dynamic[100] = (0x400000 + 4 * 0x1234) & ~4095u;
    dynamic[100] |= PRESENT;
    large[0x1234] = 77;
    check(memory[100 * 1024 + (0x1234 & 1023)] == 77, "the same frame in a small page");
    check( (directory[0x201] & (ACCESSED | DIRTY)) == (ACCESSED | DIRTY), "large page");

    print("faults ");
    print_dec(faults);
    put('\n');
    return failures() ? 1 : 0;
}
