/* SPDX-License-Identifier: Apache-2.0 */
/* Prints what the loader has told. */
#include "board.h"

int board_main(const struct multiboot_info *info)
{
    text_port("hello on the text port\n");
    print("hello on the serial port\n");
    print("flags ");
    print_hex(info->flags);
    print("\nmemory ");
    print_dec(info->mem_lower);
    put(' ');
    print_dec(info->mem_upper);
    print("\nloader ");
    print(info->loader_name);
    print("\ncommand ");
    print(info->cmdline);
    put('\n');
    for (u32 n = 0; n < info->mods_count; n++) {
        const struct multiboot_module *module = &info->mods[n];
        check(((u32)module->start & 4095) == 0, "module at a page");
        print("module ");
        print(module->text);
        print(": ");
        for (const char *c = module->start; c < module->end; c++)
            put(*c);
        put('\n');
    }
    const char *at = (const char *)info->mmap;
    while (at < (const char *)info->mmap + info->mmap_length) {
        const struct multiboot_region *region = (const struct multiboot_region *)at;
        print("region ");
        print_hex((u32)region->start);
        put(' ');
        print_hex((u32)region->length);
        put(' ');
        print_dec(region->type);
        put('\n');
        at += region->size + 4;
    }
    outb(0x80, 0x42);
    outb(0x80, 0x42);
    outb(0x80, 0x43);
    check(inb(0x80) == 0x43, "the POST port remembers");
    check(inb(0xE9) == 0xE9, "the text port is there");
    check(inb(0x5678) == 0xFF, "no device");
    check(*(volatile u32 *)0xC8000 == 0xFFFFFFFF, "no memory");
    return failures() ? 1 : 0x10;
}
