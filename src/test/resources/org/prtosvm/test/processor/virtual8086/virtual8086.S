# Virtual-8086 mode without VME: entry, segments, IOPL-sensitive instructions, interrupts, return.
# Intel SDM vol. 3A, chapter 20 "8086 Emulation"; vol. 2, IRET, INT n, PUSHF, POPF, CLI, STI.

        .include "machine.inc"

CASE "IRETD enters virtual-8086 mode and loads all segments"
        EXPECT_EVENT 13, 0, 9f-_start, 0x20002, 0x3202
        EXPECT_SAVED 0x1000, 0xf000, 0x4c00
        EXPECT_MEMORY STACK0-0x1000-4, 2, 0xffff
        EXPECT_MEMORY STACK0-0x1000-8, 1, 0xffff
        EXPECT_MEMORY STACK0-0x1000-12, 0x6000, 0xffff
        EXPECT_MEMORY STACK0-0x1000-16, 0x7000, 0xffff
        EXPECT_MEMORY STACK0-0x1000-20, 0x4c00, 0xffff
        EXPECT_MEMORY STACK0-0x1000-24, 0xf000
        TO_V86
9:      hlt

CASE "an interrupt out of it makes the data segments null"
        EXPECT_EVENT 13, 0, 9f-_start
        EXPECT ds, 0
        EXPECT es, 0
        EXPECT fs, 0
        EXPECT gs, 0
        EXPECT cpl, 0
        EXPECT ss, DATA0
        EXPECT eflags, 0, 0x20000
        TO_V86
9:      hlt

CASE "16 times the selector"
        EXPECT_MEMORY FREE+0x12, 0x4242, 0xffff
        EXPECT_MEMORY FREE+0x22, 0x2424, 0xffff
        TO_V86  0x23002
        movw    $0x4242, 0x12
        movw    $0x6001, %ax
        movw    %ax, %es
        movw    $0x2424, %es:0x12
        END

CASE "segments end at 64 KiB: #GP(0)"
        EXPECT_EVENT 13, 0, 9f-_start
        TO_V86
9:      movw    0xffff, %ax

CASE "the stack ends at 64 KiB: #SS(0)"
        EXPECT_EVENT 12, 0, 9f-_start
        TO_V86
9:      movw    %ss:0xffff, %ax

CASE "a 32-bit offset beyond 64 KiB is #GP(0)"
        EXPECT_EVENT 13, 0, 9f-_start
        TO_V86
        movl    $0x10000, %ebx
9:      movb    (%ebx), %al

CASE "far jump, call and return by paragraphs"
        EXPECT eax, 0x15
        TO_V86  0x23002
        movl    $5, %eax
        lcall   $0x1000, $8f-_start
        ljmp    $0x1001, $7f-_start-0x10
8:      addw    $0x10, %ax
        lret
7:      END

CASE "a base beyond 1 MiB"
        EXPECT_MEMORY 0x10ffe0, 0x77
        TO_V86  0x23002
        movw    $0xffff, %ax
        movw    %ax, %ds
        movw    $0x77, 0xfff0
        END

        .macro SENSITIVE name, instruction:vararg
CASE "\name with IOPL 0 is #GP(0)"
        EXPECT_EVENT 13, 0, 9f-_start
        TO_V86
9:      \instruction
        .endm

        SENSITIVE "CLI", cli
        SENSITIVE "STI", sti
        SENSITIVE "PUSHF", pushf
        SENSITIVE "POPF", popf
        SENSITIVE "INT n", int $0x31
        SENSITIVE "IRET", iret
        SENSITIVE "PUSHFD", pushfl
        SENSITIVE "IRETD", iretl

CASE "CLI and STI with IOPL 3"
        EXPECT_EVENT 13, 0, 9f-_start, 0x23202, 0x23202
        TO_V86  0x23002
        sti
9:      hlt

CASE "PUSHF with IOPL 3 shows IOPL and IF"
        EXPECT eax, 0x3202, 0x3202
        TO_V86  0x23202
        pushf
        popw    %ax
        END

CASE "PUSHFD with IOPL 3 does not show VM"
        EXPECT eax, 0x3002, 0x23002
        TO_V86  0x23002
        pushfl
        popl    %eax
        END

CASE "POPF with IOPL 3 changes IF but not IOPL"
        EXPECT_EVENT 13, 0, 9f-_start, 0x23202, 0x23202
        TO_V86  0x23002
        pushw   $0x0202
        popf
9:      hlt

CASE "POPFD cannot clear VM"
        EXPECT_EVENT 13, 0, 9f-_start, 0x23002, 0x23002
        TO_V86  0x23002
        pushl   $2
        popfl
9:      hlt

CASE "IRET with IOPL 3 stays in virtual-8086 mode"
        EXPECT_EVENT 13, 0, 9f-_start, 0x23202, 0x23202
        EXPECT_SAVED 0x1000, 0xf000
        TO_V86  0x23002
        pushw   $0x0202
        pushw   $0x1000
        pushw   $9f-_start
        iretw
9:      hlt

CASE "INT n with IOPL 3 goes through the IDT"
        EXPECT_EVENT 0x2f, 0, 8f-_start, 0x23002, 0x23002
        IDT_GATE 0x2f, CODE0, stubs+16*0x2f, 0xee
        TO_V86  0x23002
        int     $0x2f
8:      nop

CASE "INT n with IOPL 3 through a gate of DPL 0 is #GP(8n+2)"
        EXPECT_EVENT 13, 0x2f*8+2, 9f-_start
        TO_V86  0x23002
9:      int     $0x2f

CASE "INT3 does not ask for IOPL"
        EXPECT_EVENT 3, 0, 9f-_start, 0x20002, 0x23002
        movb    $0xee, idt+3*8+5
        TO_V86
        int3
9:      nop

CASE "INTO does not ask for IOPL"
        EXPECT_EVENT 4, 0, 9f-_start
        movb    $0xee, idt+4*8+5
        TO_V86
        movb    $0x7f, %al
        incb    %al
        into
9:      nop

CASE "a handler in ring 1 is #GP(selector)"
        EXPECT_EVENT 13, CODE1-1, 9f-_start
        IDT_GATE 0x2f, CODE1, halt, 0xee
        TO_V86  0x23002
9:      int     $0x2f

CASE "a conforming handler is #GP(selector)"
        EXPECT_EVENT 13, X, 9f-_start
        DESCRIPTOR X, 0, 0xfffff, P|CODE|READ|CONFORM, PAGES|BIG
        IDT_GATE 0x2f, X, halt, 0xee
        TO_V86  0x23002
9:      int     $0x2f

CASE "an exception, the handler and back"
        EXPECT eax, 0x1235
        EXPECT_MEMORY FREE, 0x1234, 0xffff
        IDT_GATE 6, CODE0, 8f, 0x8e
        TO_V86  0x23002
        movl    $0x1234, %eax
        ud2
        movw    %ax, 0                  # DS is back
        incl    %eax
        END
        .code32
8:      addl    $2, (%esp)
        iret

CASE "a trap gate keeps IF"
        EXPECT eflags, 0x200, 0x20200
        IDT_GATE 0x2f, CODE0, 8f, 0xef
        TO_V86  0x23202
        int     $0x2f
        .code32
8:      hlt

CASE "a 16-bit gate pushes words"
        EXPECT esp, STACK0-0x1000-18
        EXPECT_MEMORY STACK0-0x1002, 2, 0xffff
        EXPECT_MEMORY STACK0-0x100a, 0x4c00, 0xffff
        EXPECT_MEMORY STACK0-0x100c, 0xf000, 0xffff
        IDT_GATE 0x2f, CODE16, 8f-_start, 0xe6
        TO_V86  0x23002
        int     $0x2f
8:      hlt

CASE "privileged instructions: MOV to CR0"
        EXPECT_EVENT 13, 0, 9f-_start
        TO_V86  0x23002
9:      movl    %eax, %cr0

CASE "privileged instructions: LIDT"
        EXPECT_EVENT 13, 0, 9f-_start
        TO_V86  0x23002
9:      lidt    0

        .macro UNKNOWN name, instruction:vararg
CASE "\name is #UD"
        EXPECT_EVENT 6, 0, 9f-_start
        TO_V86  0x23002
9:      \instruction
        .endm

        UNKNOWN "SLDT", sldt %ax
        UNKNOWN "STR", str %ax
        UNKNOWN "LLDT", lldt %ax
        UNKNOWN "LTR", ltr %ax
        UNKNOWN "LAR", lar %ax, %cx
        UNKNOWN "LSL", lsl %ax, %cx
        UNKNOWN "VERR", verr %ax
        UNKNOWN "ARPL", .byte 0x63, 0xc8

CASE "SGDT and SMSW are allowed"
        EXPECT eax, 0x31, 0xffff
        TO_V86  0x23002
        sgdt    0
        smsw    %ax
        END

CASE "ports ask the bitmap even with IOPL 3"
        EXPECT_EVENT 13, 0, 9f-_start
        TO_V86  0x23002
9:      inb     $0x60, %al

CASE "a port that the bitmap permits"
        EXPECT eax, 0x21
        movl    $0xfffffffd, tss+0x68+4
        movw    $0x68+8, gdt+TSS
        movb    $0x89, gdt+TSS+5
        movl    $TSS, %eax
        ltr     %ax
        TO_V86  0x23002
        xorl    %eax, %eax
        inb     $0x21, %al
        END

CASE "pages of the supervisor are out of reach"
        EXPECT_EVENT 14, 5, 9f-_start
        EXPECT cr2, FREE
        PAGING_ON
        movl    $FREE+3, TABLE+4*(FREE>>12)
        TO_V86  0x23002
9:      movb    0, %al

CASE "an IRETD with EIP beyond 64 KiB is #GP(0) in ring 0"
        EXPECT_EVENT 13, 0, 9f
        EXPECT_SAVED CODE0
        pushl   $0
        pushl   $0
        pushl   $0
        pushl   $0
        pushl   $0x4c00
        pushl   $0xf000
        pushl   $0x20002
        pushl   $0x1000
        pushl   $0x10000
9:      iret

CASE "VM in the flags of an IRETD in ring 3 is ignored"
        EXPECT_EVENT 0x2f, 0, 0, 2, 0x20002
        EXPECT_SAVED CODE3
        IDT_GATE 0x2f, CODE0, stubs+16*0x2f, 0xee
        TO_RING 3
        pushl   $0x20002
        pushl   $CODE3
        pushl   $8f
        iret
8:      int     $0x2f

CASE "an external interrupt out of virtual-8086 mode does not ask for DPL or IOPL"
        EXPECT_EVENT 0x21, 0, 9f-_start, 0x20202, 0x23202
        EXPECT_SAVED 0x1000, 0xf000, 0x4c00
        movl    $12<<8|0x21, %eax       # 9 pushes, IRET and two more
        outw    %ax, $0xf3
        TO_V86  0x20202
        nop
        nop
9:      nop
        hlt
