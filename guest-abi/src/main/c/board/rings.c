/* SPDX-License-Identifier: Apache-2.0 */
/* Ring 3 code: system calls, privileged instructions, the I/O bitmap. */
#include "board.h"

static struct {
    u32 link, esp0, ss0, esp1, ss1, esp2, ss2, cr3, eip, eflags, registers[8], segments[6], ldt;
    u16 trap, bitmap_base;
    u8 bitmap[0x2000 + 1];
} __attribute__((packed)) tss;

static u8 user_stack[4096] __attribute__((aligned(16)));
static u8 kernel_stack[4096] __attribute__((aligned(16)));
static u32 calls;
static u32 call_sum;
static u32 protections;
static u32 last_error;

/* Skips the byte that was not permitted. */
static struct frame *protection(struct frame *frame)
{
    protections++;
    last_error = frame->error;
    check((frame->cs & 3) == 3, "from ring 3");
    frame->eip++;
    return frame;
}

/* EAX: 0 ends, 1 adds EBX. */
static struct frame *system_call(struct frame *frame)
{
    calls++;
    check(frame->cs == 0x1B && frame->ss == 0x23, "selectors of ring 3");
    if (frame->eax == 0) {
        print("calls ");
        print_dec(calls);
        print(" sum ");
        print_dec(call_sum);
        print(" protections ");
        print_dec(protections);
        put('\n');
        outb(0xF4, failures() || protections != 4 || calls != 1001 ? 1 : 0x33);
    }
    call_sum += frame->ebx;
    frame->eax = call_sum;
    return frame;
}

static u32 call(u32 number, u32 argument)
{
    u32 result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(argument) : "memory");
    return result;
}

static void user(void)
{
    u32 sum = 0, result = 0;
    for (u32 n = 1; n <= 1000; n++) {
        sum += n;
        result = call(1, n);
    }
    if (result != sum)
        call(1, 0x80000000);
    __asm__ volatile("cli");
    __asm__ volatile("hlt");
    __asm__ volatile("outb %%al, %%dx" : : "a"(0), "d"(0x21));
    __asm__ volatile("outb %%al, %%dx" : : "a"('!'), "d"(0xE9));
    __asm__ volatile("outb %%al, %%dx" : : "a"('\n'), "d"(0xE9));
    __asm__ volatile("sti");
    call(0, 0);
}

int board_main(const struct multiboot_info *info)
{
    (void)info;
    tss.esp0 = (u32)(kernel_stack + sizeof kernel_stack);
    tss.ss0 = 0x10;
    tss.bitmap_base = (u16)((u8 *)tss.bitmap - (u8 *)&tss);
    for (u32 n = 0; n < sizeof tss.bitmap; n++)
        tss.bitmap[n] = 0xFF;
    tss.bitmap[0xE9 / 8] &= (u8)~(1 << 0xE9 % 8);
    u32 base = (u32)&tss, limit = sizeof tss - 1;
    gdt[5] = (limit & 0xFFFF) | (u64)(base & 0xFFFFFF) << 16 | (u64)0x89 << 40 | (u64)(limit >> 16) << 48 |
             (u64)(base >> 24) << 56;
    __asm__ volatile("ltr %w0" : : "r"(0x28));
    handle(13, protection, 0);
    handle(0x80, system_call, 3);
    __asm__ volatile("mov $0x23, %%eax\n"
                     "mov %%eax, %%ds\n"
                     "mov %%eax, %%es\n"
                     "pushl $0x23\n"
                     "pushl %0\n"
                     "pushl $0x2\n"
                     "pushl $0x1B\n"
                     "pushl %1\n"
                     "iret\n"
                     :
                     : "r"(user_stack + sizeof user_stack), "r"(user)
                     : "eax", "memory");
    return 0x7C;
}
