/* SPDX-License-Identifier: Apache-2.0 */
/* Two-level paging with pages of 4 KiB. */
#ifndef PRTOS_INC_ARCH_PAGING_H
#define PRTOS_INC_ARCH_PAGING_H

#define PAGE_SHIFT 12
#define PAGE_SIZE 4096
#define PAGE_MASK (~(PAGE_SIZE - 1))

/* Directory: 1024 entries of 4 MiB; table: 1024 entries of one page. */
#define PTDL1_SHIFT 22
#define PTDL1SHIFT PTDL1_SHIFT
#define PTDL2_SHIFT 12
#define PTDL2SHIFT PTDL2_SHIFT
#define PTDL1_SIZE 4096
#define PTDL2_SIZE 4096
#define PTDL1ENTRIES 1024
#define PTDL2ENTRIES 1024

#define VA2PTDL1(address) (((address) >> PTDL1_SHIFT) & (PTDL1ENTRIES - 1))
#define VA2PTDL2(address) (((address) >> PTDL2_SHIFT) & (PTDL2ENTRIES - 1))

#define SIZE2PAGES(size) (((size) + PAGE_SIZE - 1) >> PAGE_SHIFT)
#define ADDR2PAGE(address) (((address) >> PAGE_SHIFT) << PAGE_SHIFT)

/* Bits of an entry (Intel SDM vol. 3A, 4.3 "32-Bit Paging"). */
#define _PG_PRESENT (1 << 0)
#define _PG_RW (1 << 1)
#define _PG_USER (1 << 2)
#define _PG_PWT (1 << 3)
#define _PG_CACHE_DISABLED (1 << 4)
#define _PG_ACCESSED (1 << 5)
#define _PG_DIRTY (1 << 6)
#define _PG_PSE (1 << 7)
#define _PG_GLOBAL (1 << 8)

#endif
