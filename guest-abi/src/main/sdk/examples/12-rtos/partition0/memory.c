/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Page directories of tasks. The hypervisor keeps a type and a count of references for each page, and only a page that
 * nothing refers to may become a table: a new one is filled first, then unmapped, then given its type, then put into a
 * directory.
 */
#include <stdio.h>
#include <string.h>

#include "kernel.h"

#define TABLE_INDEX VA2PTDL1((prtos_address_t)_sguest)
#define FLAGS_MASK 0xFFF

extern prtos_u8_t _sguest[], _eguest[];
extern prtos_u8_t user_start[], user_data_start[], user_end[];

static prtos_u8_t pages[MAX_TASKS * (PRIVATE_PAGES + 2)][PAGE_SIZE] __attribute__((aligned(PAGE_SIZE)));
static prtos_u32_t pages_used;

static prtos_u8_t private_memory[MAX_TASKS][PRIVATE_PAGES][PAGE_SIZE] __attribute__((aligned(PAGE_SIZE)));

static prtos_u32_t *kernel_directory;
static prtos_u32_t *kernel_table;       /* of the 4 MiB in which this partition lies */

static void must(prtos_s32_t result, const char *what)
{
    if (result != PRTOS_OK) {
        printf("%s: %d\n", what, result);
        prtos_halt_partition(PRTOS_PARTITION_SELF);
    }
}

void init_memory(void)
{
    kernel_directory = (prtos_u32_t *)(prtos_get_pct()->arch.cr3 & PAGE_MASK);
    kernel_table = (prtos_u32_t *)(kernel_directory[TABLE_INDEX] & PAGE_MASK);
}

prtos_address_t private_pages(int n)
{
    return (prtos_address_t)private_memory[n];
}

static int is_within(prtos_address_t address, const void *start, const void *end)
{
    return address >= (prtos_address_t)start && address < (prtos_address_t)end;
}

/* A page that is filled and mapped becomes a table or directory; the kernel itself has no use for it any more. */
static void make(prtos_address_t page, prtos_u32_t type)
{
    must(prtos_update_page32((prtos_address_t)&kernel_table[VA2PTDL2(page)], 0), "unmap");
    must(prtos_invld_tlb(page), "invalidate");
    must(prtos_set_page_type(page, type), "set page type");
}

static prtos_address_t new_table(int n)
{
    prtos_u32_t *table = (prtos_u32_t *)pages[pages_used++];
    prtos_u32_t i;

    for (i = 0; i < PTDL2ENTRIES; i++) {
        prtos_u32_t entry = kernel_table[i];
        prtos_address_t address = (TABLE_INDEX << PTDL1_SHIFT) + (i << PTDL2_SHIFT);

        if (is_within(address, pages, pages + sizeof pages / sizeof pages[0])) {
            entry = 0;                  /* tables are not mapped anywhere */
        } else if (is_within(address, user_start, user_data_start)) {
            entry = (entry | _PG_USER) & ~_PG_RW;
        } else if (!is_within(address, user_data_start, user_end) &&
                   !is_within(address, private_memory[n], private_memory[n + 1])) {
            entry &= ~_PG_USER;
        }
        table[i] = entry;
    }
    make((prtos_address_t)table, PPAG_PTDL2);
    return (prtos_address_t)table;
}

prtos_address_t new_directory(int n)
{
    prtos_address_t table = new_table(n);
    prtos_u32_t *directory = (prtos_u32_t *)pages[pages_used++];

    memcpy(directory, kernel_directory, PAGE_SIZE);
    directory[TABLE_INDEX] = table | _PG_PRESENT | _PG_RW | _PG_USER;
    make((prtos_address_t)directory, PPAG_PTDL1);
    return (prtos_address_t)directory;
}
