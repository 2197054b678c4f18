/* SPDX-License-Identifier: Apache-2.0 */
/* Structures of the processor that are passed to services, and instructions that C has no word for. */
#ifndef PRTOS_INC_ARCH_PROCESSOR_H
#define PRTOS_INC_ARCH_PROCESSOR_H

#define _CPU_FLAG_CF (1 << 0)
#define _CPU_FLAG_IF (1 << 9)           /* in PCT.iflags: the virtual interrupt flag */

#define _CR0_PE (1 << 0)
#define _CR0_MP (1 << 1)
#define _CR0_EM (1 << 2)
#define _CR0_TS (1 << 3)
#define _CR0_ET (1 << 4)
#define _CR0_NE (1 << 5)
#define _CR0_WP (1 << 16)
#define _CR0_AM (1 << 18)
#define _CR0_NW (1 << 29)
#define _CR0_CD (1 << 30)
#define _CR0_PG (1U << 31)

#ifndef __ASSEMBLY__

#include <prtos_inc/arch/arch_types.h>

struct x86_desc_reg {                   /* operand of LGDT and LIDT */
    prtos_u16_t limit;
    prtos_u32_t linear_base;
} __attribute__((packed));

struct x86_desc {                       /* segment descriptor */
    prtos_u32_t low;
    prtos_u32_t high;
};

struct x86_gate {
    prtos_u32_t low;
    prtos_u32_t high;
};

struct trap_handler {
    prtos_u16_t cs;
    prtos_address_t ip;
};

/* Task-state segment (Intel SDM vol. 3A, 8.2.1 "Task-State Segment (TSS)"). */
struct x86_tss {
    prtos_u16_t back_link, reserved_0;
    prtos_u32_t sp0;
    prtos_u16_t ss0, reserved_1;
    prtos_u32_t sp1;
    prtos_u16_t ss1, reserved_2;
    prtos_u32_t sp2;
    prtos_u16_t ss2, reserved_3;
    prtos_u32_t cr3;
    prtos_u32_t ip;
    prtos_u32_t flags;
    prtos_u32_t ax, cx, dx, bx;
    prtos_u32_t sp, bp, si, di;
    prtos_u16_t es, reserved_4;
    prtos_u16_t cs, reserved_5;
    prtos_u16_t ss, reserved_6;
    prtos_u16_t ds, reserved_7;
    prtos_u16_t fs, reserved_8;
    prtos_u16_t gs, reserved_9;
    prtos_u16_t ldt, reserved_10;
    prtos_u16_t trace_trap;
    prtos_u16_t io_bitmap_offset;
};

#endif

#endif
