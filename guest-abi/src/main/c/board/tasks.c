/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A small preemptive kernel: tasks in ring 3, each with a page directory of its own, switched by the timer and by system
 * calls. Each computes something whose result is known.
 */
#include "../lib/sha256.h"
#include "board.h"

enum { TASKS = 6, PRESENT = 1, WRITABLE = 2, USER = 4, PRIVATE = 0x50000000 };

struct task {
    u32 directory[1024] __attribute__((aligned(4096)));
    u32 table[1024] __attribute__((aligned(4096)));
    u8 memory[4][4096] __attribute__((aligned(4096)));
    u8 kernel_stack[4096] __attribute__((aligned(16)));
    struct frame *frame;
    u32 result;
    u32 switches;
    int done;
};

static struct task tasks[TASKS];
static u32 identity[4][1024] __attribute__((aligned(4096)));
static u32 tss[26];
static int current;
static u32 ticks, preemptions, calls;

static void run(int n)
{
    current = n;
    tss[1] = (u32)(tasks[n].kernel_stack + sizeof tasks[n].kernel_stack);
    __asm__ volatile("mov %0, %%cr3" : : "r"(tasks[n].directory) : "memory");
}

static struct frame *next(struct frame *frame)
{
    int from = current;
    tasks[from].frame = frame;
    for (int n = 1; n <= TASKS; n++) {
        int candidate = (from + n) % TASKS;
        if (!tasks[candidate].done) {
            tasks[candidate].switches++;
            run(candidate);
            return tasks[candidate].frame;
        }
    }
    u32 sum = 0;
    for (int n = 0; n < TASKS; n++) {
        print("task ");
        print_dec((u32)n);
        put(' ');
        print_hex(tasks[n].result);
        put('\n');
        sum += tasks[n].result;
    }
    print("ticks ");
    print_dec(ticks);
    print(" preemptions ");
    print_dec(preemptions);
    print(" calls ");
    print_dec(calls);
    put('\n');
    outb(0xF4, failures() ? 1 : 0x15);
    return frame;
}

static struct frame *tick(struct frame *frame)
{
    ticks++;
    preemptions += (frame->cs & 3) == 3;
    pic_end(0);
    return next(frame);
}

/* EAX: 0 ends with the result EBX, 1 gives the processor away. */
static struct frame *system_call(struct frame *frame)
{
    calls++;
    if (frame->eax == 0) {
        tasks[current].result = frame->ebx;
        tasks[current].done = 1;
    }
    return next(frame);
}

static void leave(u32 result)
{
    __asm__ volatile("int $0x80" : : "a"(0), "b"(result) : "memory");
}

static void yield(void)
{
    u32 number = 1;
    __asm__ volatile("int $0x80" : "+a"(number) : "b"(0) : "memory");
}

/* Everything a task knows of itself lies in its private pages. */
static u32 *const private_words = (u32 *)PRIVATE;

static void hash_task(void)
{
    u8 *block = (u8 *)PRIVATE;
    for (u32 n = 0; n < 8192; n++)
        block[n] = (u8)(n * 7);
    for (int n = 0; n < 8; n++)
        sha256(block, 8192, block);
    leave((u32)block[0] << 24 | (u32)block[1] << 16 | (u32)block[2] << 8 | block[3]);
}

static void sort_task(void)
{
    u32 seed = 12345, sum = 0;
    enum { COUNT = 1024 };
    for (u32 n = 0; n < COUNT; n++)
        private_words[n] = seed = seed * 1664525 + 1013904223;
    for (u32 n = 1; n < COUNT; n++) {
        u32 value = private_words[n], at = n;
        for (; at > 0 && private_words[at - 1] > value; at--)
            private_words[at] = private_words[at - 1];
        private_words[at] = value;
    }
    for (u32 n = 0; n < COUNT; n++)
        sum = sum * 31 + private_words[n];
    leave(sum);
}

static void sieve_task(void)
{
    volatile u8 *composite = (volatile u8 *)PRIVATE;
    u32 count = 0;
    for (u32 n = 0; n < 16384; n++)
        composite[n] = 0;
    for (u32 n = 2; n < 16384; n++) {
        if (composite[n])
            continue;
        count++;
        for (u32 m = 2 * n; m < 16384; m += n)
            composite[m] = 1;
    }
    leave(count);
}

static void yield_task(void)
{
    for (u32 n = 0; n < 500; n++) {
        private_words[0] += n;
        yield();
    }
    leave(private_words[0]);
}

static void float_task(void)
{
    volatile double *sum = (volatile double *)PRIVATE;
    *sum = 0;
    for (int n = 1; n <= 3000; n++)
        *sum += 1.0 / n;
    leave((u32)(*sum * 1e6));
}

static u32 step_left(u32 value) { return value << 1 | ((value >> 31 ^ value >> 21) & 1); }
static u32 step_right(u32 value) { return value >> 1 ^ (-(value & 1) & 0xA3000000u); }

/* Calls through a pointer that changes with every round. */
static void call_task(void)
{
    static u32 (*const volatile functions[2])(u32) = {step_left, step_right};
    u32 value = 1;
    for (u32 n = 0; n < 60000; n++) {
        value = functions[n & 1](value + n);
        private_words[n & 1023] += value;
    }
    leave(private_words[5] ^ value);
}

static void prepare(int n, void (*entry)(void))
{
    struct task *task = &tasks[n];
    for (int t = 0; t < 4; t++)
        task->directory[t] = (u32)identity[t] | PRESENT | WRITABLE | USER;
    task->directory[PRIVATE >> 22] = (u32)task->table | PRESENT | WRITABLE | USER;
    for (int page = 0; page < 4; page++)
        task->table[page] = (u32)task->memory[page] | PRESENT | WRITABLE | USER;
    /* The stack of ring 3 fills the last private page from its end down. */
    static u8 stacks[TASKS][4096] __attribute__((aligned(4096)));
    struct frame *frame = (struct frame *)(task->kernel_stack + sizeof task->kernel_stack) - 1;
    frame->es = frame->ds = frame->ss = 0x23;
    frame->cs = 0x1B;
    frame->eflags = 0x202;
    frame->eip = (u32)entry;
    frame->esp = (u32)stacks[n] + 4096;
    task->frame = frame;
}

int board_main(const struct multiboot_info *info)
{
    static void (*const entries[TASKS])(void) = {hash_task, sort_task, sieve_task, yield_task, float_task, call_task};
    (void)info;
    for (u32 page = 0; page < 4096; page++)
        identity[page >> 10][page & 1023] = page << 12 | PRESENT | WRITABLE | USER;
    for (int n = 0; n < TASKS; n++)
        prepare(n, entries[n]);
    tss[2] = 0x10;
    tss[25] = sizeof tss << 16;
    u32 base = (u32)tss;
    gdt[5] = (sizeof tss - 1) | (u64)(base & 0xFFFFFF) << 16 | (u64)0x89 << 40 | (u64)(base >> 24) << 56;
    __asm__ volatile("ltr %w0" : : "r"(0x28));
    handle(0x20, tick, 0);
    handle(0x80, system_call, 3);
    __asm__ volatile("fninit");
    pic_init(0x0001);
    timer_rate(300);
    run(0);
    __asm__ volatile("mov %%cr0, %%eax; or $0x80010020, %%eax; mov %%eax, %%cr0" : : : "eax");
    __asm__ volatile("mov %0, %%esp; jmp resume" : : "r"(tasks[0].frame));
    return 0x7B;
}
