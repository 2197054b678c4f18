/* SPDX-License-Identifier: Apache-2.0 */
/* What kernels for the bare board share. */
#ifndef BOARD_H
#define BOARD_H

#include <stddef.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;

/* What a vector has saved. */
struct frame {
    u32 es, ds;
    u32 edi, esi, ebp, unused, ebx, edx, ecx, eax;
    u32 vector, error;
    u32 eip, cs, eflags;
    u32 esp, ss; /* from another ring only */
};

struct multiboot_info {
    u32 flags, mem_lower, mem_upper, boot_device;
    const char *cmdline;
    u32 mods_count;
    const struct multiboot_module *mods;
    u32 syms[4];
    u32 mmap_length;
    const struct multiboot_region *mmap;
    u32 drives[2], config_table;
    const char *loader_name;
};

struct multiboot_module {
    const char *start, *end, *text;
    u32 reserved;
};

struct multiboot_region {
    u32 size;
    u64 start, length;
    u32 type;
} __attribute__((packed));

/* Handles a vector and returns the frame to go on with. */
typedef struct frame *(*handler)(struct frame *);

static inline void outb(u16 port, u8 value)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static inline u8 inb(u16 port)
{
    u8 value;
    __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
    return value;
}

static inline u64 tsc(void)
{
    u64 value;
    __asm__ volatile("rdtsc" : "=A"(value));
    return value;
}

static inline void cli(void) { __asm__ volatile("cli" : : : "memory"); }
static inline void sti(void) { __asm__ volatile("sti" : : : "memory"); }
static inline void hlt(void) { __asm__ volatile("hlt" : : : "memory"); }

extern u64 gdt[6];

/* The program. Returns the byte for the exit port. */
int board_main(const struct multiboot_info *info);

/* board.c */
void put(char c);
void print(const char *text);
void print_hex(u32 value);
void print_dec(u32 value);
void text_port(const char *text);
void handle(int vector, handler function, int dpl);
void pic_init(u16 unmasked);
void pic_end(int line);
void timer_rate(u16 divisor);
void check(int holds, const char *what);
int failures(void);

#endif
