# Task switches: JMP, CALL, INT and IRET, through TSS and task gates, 32- and 16-bit, and everything that can be wrong.
# Intel SDM vol. 3A, chapter 7 "Task Management"; 7.3 with table 7-1, 7.4 "Task Linking", 7.6 "16-Bit Task-State Segment".

        .include "machine.inc"

# A word of a TSS.
        .macro SET task, field, value
        movl    $\value, \task+t_\field
        .endm

CASE "JMP to a TSS loads the registers"
        EXPECT tr, TSS_B
        EXPECT eax, 0xa0
        EXPECT ecx, 0xc0
        EXPECT edx, 0xd0
        EXPECT ebx, 0xb0
        EXPECT esp, STACK0-0x2800
        EXPECT ebp, 0xe0
        EXPECT esi, 0x51
        EXPECT edi, 0xd1
        EXPECT eflags, 0x2
        EXPECT es, DATA0
        EXPECT cs, CODE0
        EXPECT ss, DATA0
        EXPECT fs, 0
        ljmp    $TSS_B, $0x12345678

CASE "JMP to a TSS saves the old task, moves busy, sets TS and does not nest"
        EXPECT cr0, 8, 8
        EXPECT_MEMORY tss+t_eip, 7f
        EXPECT_MEMORY tss+t_eax, 0x11
        EXPECT_MEMORY tss+t_ecx, 0x22
        EXPECT_MEMORY tss+t_esp, STACK0
        EXPECT_MEMORY tss+t_edi, 0x77
        EXPECT_MEMORY tss+t_cs, CODE0, 0xffff
        EXPECT_MEMORY tss+t_ds, DATA0, 0xffff
        EXPECT_MEMORY tss+t_fs, 0, 0xffff
        EXPECT_MEMORY tss+t_eflags, 0x47, 0x47d7
        EXPECT_MEMORY gdt+TSS+4, 0x00008901
        EXPECT_MEMORY gdt+TSS_B+4, 0x00008b01
        EXPECT_MEMORY tss_b+t_link, 0, 0xffff
        EXPECT eflags, 0, 0x4000
        movl    $0x22, %ecx
        movl    $0x77, %edi
        movl    $0x45, %eax
        pushl   $0x47
        popfl
        movl    $0x11, %eax
        ljmp    $TSS_B, $0
7:      hlt

CASE "CALL to a TSS nests: NT, link, both busy"
        EXPECT eflags, 0x4002
        EXPECT_MEMORY tss_b+t_link, TSS, 0xffff
        EXPECT_MEMORY gdt+TSS+4, 0x00008b01
        EXPECT_MEMORY gdt+TSS_B+4, 0x00008b01
        EXPECT_MEMORY tss+t_eflags, 0, 0x4000
        EXPECT esp, STACK0-0x2800
        lcall   $TSS_B, $0

CASE "CALL to a TSS and IRET: the task goes on behind the call"
        EXPECT tr, TSS
        EXPECT eax, 0x12
        EXPECT esp, STACK0
        EXPECT eflags, 0, 0x4000
        EXPECT_MEMORY gdt+TSS+4, 0x00008b01
        EXPECT_MEMORY gdt+TSS_B+4, 0x00008901
        EXPECT_MEMORY tss_b+t_eip, 6f
        EXPECT_MEMORY tss_b+t_eflags, 0, 0x4000
        SET     tss_b, eip, 8f
        movl    $0x10, %eax
        lcall   $TSS_B, $0
        addl    $2, %eax
        hlt
8:      iret
6:      hlt

CASE "a nested task goes on behind its IRET when it is called again"
        EXPECT ebx, 2
        EXPECT eax, 0x30
        SET     tss_b, eip, 8f
        movl    $0x30, %eax
        lcall   $TSS_B, $0
        lcall   $TSS_B, $0
        movl    FREE, %ebx
        hlt
8:      incl    FREE
        iret
        jmp     8b

CASE "JMP through a task gate"
        EXPECT tr, TSS_B
        EXPECT eax, 0xa0
        GDT_GATE X, TSS_B, 0, 0x85
        ljmp    $X, $0

CASE "CALL through a task gate from ring 3"
        EXPECT tr, TSS_B
        EXPECT cpl, 0
        EXPECT_MEMORY tss+t_cs, CODE3, 0xffff
        EXPECT_MEMORY tss+t_ss, DATA3, 0xffff
        EXPECT_MEMORY tss+t_esp, STACK3
        GDT_GATE X, TSS_B, 0, 0xe5
        TO_RING 3
        lcall   $X, $0

CASE "INT through a task gate"
        EXPECT tr, TSS_B
        EXPECT eflags, 0x4002
        EXPECT_MEMORY tss+t_eip, 7f
        IDT_GATE 0x30, TSS_B, 0, 0x85
        int     $0x30
7:      hlt

CASE "INT through a task gate does not clear IF of the new task"
        EXPECT eflags, 0x4202
        SET     tss_b, eflags, 0x202
        IDT_GATE 0x30, TSS_B, 0, 0x85
        int     $0x30

CASE "INT through a task gate and IRET"
        EXPECT eax, 0x101
        SET     tss_b, eip, 8f
        IDT_GATE 0x30, TSS_B, 0, 0x85
        movl    $0x100, %eax
        int     $0x30
        incl    %eax
        hlt
8:      iret

CASE "an exception through a task gate pushes its error code on the new stack"
        EXPECT tr, TSS_B
        EXPECT esp, STACK0-0x2804
        EXPECT_MEMORY STACK0-0x2804, 0x98
        EXPECT_MEMORY tss+t_eip, 9f
        EXPECT_MEMORY tss+t_eflags, 0x10002, 0x10002
        IDT_GATE 13, TSS_B, 0, 0x85
        movl    $0x98, %eax
9:      movl    %eax, %ds

CASE "an exception without error code through a task gate pushes nothing"
        EXPECT esp, STACK0-0x2800
        EXPECT_MEMORY tss+t_eip, 9f
        IDT_GATE 6, TSS_B, 0, 0x85
9:      ud2

CASE "a double fault through a task gate"
        EXPECT tr, TSS_B
        EXPECT_MEMORY STACK0-0x2804, 0
        EXPECT_MEMORY tss+t_eip, 9f
        IDT_GATE 8, TSS_B, 0, 0x85
        IDT_GATE 13, CODE0, halt, 0x0e
        movl    $0x98, %eax
9:      movl    %eax, %ds

CASE "INT through a task gate of a lower DPL is #GP(8n+2)"
        EXPECT_EVENT 13, 0x30*8+2, 9f
        IDT_GATE 0x30, TSS_B, 0, 0x85
        TO_RING 3
9:      int     $0x30

CASE "a task gate in the IDT that is not present is #NP(8n+2)"
        EXPECT_EVENT 11, 0x30*8+2, 9f
        IDT_GATE 0x30, TSS_B, 0, 0x05
9:      int     $0x30

CASE "a task gate in the IDT to a busy task is #GP(TSS)"
        EXPECT_EVENT 13, TSS, 9f
        IDT_GATE 0x30, TSS, 0, 0x85
9:      int     $0x30

CASE "EXT: an exception through a task gate to a busy task is #GP(TSS+1)"
        EXPECT_EVENT 13, TSS+1, 9f
        IDT_GATE 6, TSS, 0, 0x85
9:      ud2

CASE "a task gate in the IDT with a selector of the LDT is #GP(selector)"
        EXPECT_EVENT 13, 4, 9f
        IDT_GATE 0x30, 4, 0, 0x85
9:      int     $0x30

CASE "a task gate in the IDT to something else is #GP(selector)"
        EXPECT_EVENT 13, DATA0, 9f
        IDT_GATE 0x30, DATA0, 0, 0x85
9:      int     $0x30

CASE "JMP to a busy TSS is #GP(TSS)"
        EXPECT_EVENT 13, TSS, 9f
9:      ljmp    $TSS, $0

CASE "CALL to a busy TSS is #GP(TSS)"
        EXPECT_EVENT 13, TSS, 9f
9:      lcall   $TSS, $0

CASE "JMP to a TSS that is not present is #NP(TSS)"
        EXPECT_EVENT 11, TSS_B, 9f
        movb    $0x09, gdt+TSS_B+5
9:      ljmp    $TSS_B, $0

CASE "JMP to a TSS of a lower DPL is #GP(TSS)"
        EXPECT_EVENT 13, TSS_B, 9f
        TO_RING 3
9:      ljmp    $TSS_B, $0

CASE "JMP to a TSS with RPL above its DPL is #GP(TSS)"
        EXPECT_EVENT 13, TSS_B, 9f
9:      ljmp    $TSS_B+1, $0

CASE "JMP from ring 3 to a TSS of DPL 3"
        EXPECT tr, TSS_B
        EXPECT cpl, 0
        movb    $0xe9, gdt+TSS_B+5
        TO_RING 3
        ljmp    $TSS_B, $0

CASE "a task gate that is not present is #NP(gate)"
        EXPECT_EVENT 11, X, 9f
        GDT_GATE X, TSS_B, 0, 0x05
9:      ljmp    $X, $0

CASE "a task gate of a lower DPL is #GP(gate)"
        EXPECT_EVENT 13, X, 9f
        GDT_GATE X, TSS_B, 0, 0x85
        TO_RING 3
9:      lcall   $X, $0

CASE "a task gate to a null selector is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        GDT_GATE X, 0, 0, 0x85
9:      ljmp    $X, $0

CASE "a task gate beyond the table is #GP(selector)"
        EXPECT_EVENT 13, 0x98, 9f
        GDT_GATE X, 0x98, 0, 0x85
9:      ljmp    $X, $0

CASE "a TSS shorter than 68 hex bytes is #TS(TSS)"
        EXPECT_EVENT 10, TSS_B, 9f
        EXPECT tr, TSS
        movw    $0x66, gdt+TSS_B
9:      ljmp    $TSS_B, $0

CASE "IRET with NT and a null link is #TS(0)"
        EXPECT_EVENT 10, 0, 9f
        pushl   $0x4002
        popfl
9:      iret

CASE "IRET with NT and a link to a task that is not busy is #TS(link)"
        EXPECT_EVENT 10, TSS_B, 9f
        SET     tss, link, TSS_B
        pushl   $0x4002
        popfl
9:      iret

CASE "IRET with NT and a link to data is #TS(link)"
        EXPECT_EVENT 10, DATA0, 9f
        SET     tss, link, DATA0
        pushl   $0x4002
        popfl
9:      iret

CASE "IRET with NT and a link to a task that is not present is #NP(link)"
        EXPECT_EVENT 11, TSS_B, 9f
        SET     tss, link, TSS_B
        movb    $0x0b, gdt+TSS_B+5
        pushl   $0x4002
        popfl
9:      iret

CASE "IRET with NT set by hand to a busy task"
        EXPECT tr, TSS_B
        EXPECT eflags, 0x2
        EXPECT_MEMORY gdt+TSS+4, 0x00008901
        EXPECT_MEMORY gdt+TSS_B+4, 0x00008b01
        EXPECT_MEMORY tss+t_eflags, 0, 0x4000
        SET     tss, link, TSS_B
        movb    $0x8b, gdt+TSS_B+5
        pushl   $0x4002
        popfl
        iret

# What is wrong with the contents of the new TSS faults in the new task: TR, saved CS:EIP and stack are those of it.

        .macro IN_NEW_TASK vector, error
        EXPECT_EVENT \vector, \error, halt
        EXPECT tr, TSS_B
        EXPECT_MEMORY gdt+TSS_B+4, 0x00008b01
        .endm

CASE "in the new task: a null CS is #TS(0), here through a task gate"
        EXPECT tr, TSS_C
        EXPECT_MEMORY STACK0-0x2804, 0
        EXPECT_MEMORY tss_b+t_eip, halt
        IDT_GATE 10, TSS_C, 0, 0x85
        SET     tss_b, cs, 0
        ljmp    $TSS_B, $0

CASE "in the new task: CS in a data segment is #TS(selector)"
        EXPECT tr, TSS_C
        EXPECT_MEMORY STACK0-0x2804, DATA0
        IDT_GATE 10, TSS_C, 0, 0x85
        SET     tss_b, cs, DATA0
        ljmp    $TSS_B, $0

CASE "in the new task: DPL of CS other than its RPL is #TS(selector)"
        EXPECT tr, TSS_C
        EXPECT_MEMORY STACK0-0x2804, CODE0
        IDT_GATE 10, TSS_C, 0, 0x85
        SET     tss_b, cs, CODE0+3
        ljmp    $TSS_B, $0

CASE "in the new task: CS not present is #NP(selector)"
        EXPECT tr, TSS_C
        EXPECT_MEMORY STACK0-0x2804, X
        IDT_GATE 11, TSS_C, 0, 0x85
        DESCRIPTOR X, 0, 0xfffff, CODE|READ, PAGES|BIG
        SET     tss_b, cs, X
        ljmp    $TSS_B, $0

CASE "in the new task: a null SS is #TS(0)"
        EXPECT tr, TSS_C
        EXPECT_MEMORY STACK0-0x2804, 0
        IDT_GATE 10, TSS_C, 0, 0x85
        SET     tss_b, ss, 0
        ljmp    $TSS_B, $0

CASE "in the new task: a read-only SS is #TS(selector)"
        EXPECT tr, TSS_C
        EXPECT_MEMORY STACK0-0x2804, X
        IDT_GATE 10, TSS_C, 0, 0x85
        DESCRIPTOR X, 0, 0xfffff, P|DATA, PAGES|BIG
        SET     tss_b, ss, X
        ljmp    $TSS_B, $0

CASE "in the new task: RPL of SS other than CPL is #TS(selector)"
        EXPECT tr, TSS_C
        EXPECT_MEMORY STACK0-0x2804, DATA3-3
        IDT_GATE 10, TSS_C, 0, 0x85
        SET     tss_b, ss, DATA3
        ljmp    $TSS_B, $0

CASE "in the new task: SS not present is #SS(selector)"
        EXPECT tr, TSS_C
        EXPECT_MEMORY STACK0-0x2804, X
        IDT_GATE 12, TSS_C, 0, 0x85
        DESCRIPTOR X, 0, 0xfffff, DATA|WRITE, PAGES|BIG
        SET     tss_b, ss, X
        ljmp    $TSS_B, $0

CASE "in the new task: FS of code that cannot be read is #TS(selector)"
        IN_NEW_TASK 10, X
        DESCRIPTOR X, 0, 0xfffff, P|CODE, PAGES|BIG
        SET     tss_b, fs, X
        ljmp    $TSS_B, $0

CASE "in the new task: ES not present is #NP(selector)"
        IN_NEW_TASK 11, X
        DESCRIPTOR X, 0, 0xfffff, DATA|WRITE, PAGES|BIG
        SET     tss_b, es, X
        ljmp    $TSS_B, $0

CASE "in the new task: FS beyond the table is #TS(selector)"
        IN_NEW_TASK 10, 0x98
        SET     tss_b, fs, 0x98
        ljmp    $TSS_B, $0

CASE "in the new task: GS of a lower DPL is #TS(selector)"
        EXPECT_EVENT 10, DATA0, halt
        EXPECT_SAVED CODE3, STACK3, DATA3
        SET     tss_b, cs, CODE3
        SET     tss_b, ss, DATA3
        SET     tss_b, ds, DATA3
        SET     tss_b, es, DATA3
        SET     tss_b, gs, DATA0
        SET     tss_b, esp, STACK3
        ljmp    $TSS_B, $0

CASE "in the new task: an LDT that is none is #TS(selector)"
        EXPECT tr, TSS_C
        EXPECT_MEMORY STACK0-0x2804, DATA0
        IDT_GATE 10, TSS_C, 0, 0x85
        SET     tss_b, ldt, DATA0
        ljmp    $TSS_B, $0

CASE "in the new task: an LDT not present is #TS(selector)"
        EXPECT tr, TSS_C
        EXPECT_MEMORY STACK0-0x2804, X
        IDT_GATE 10, TSS_C, 0, 0x85
        DESCRIPTOR X, FREE, 0xff, 0x02
        SET     tss_b, ldt, X
        ljmp    $TSS_B, $0

CASE "in the new task: EIP beyond the limit is #GP(0)"
        EXPECT_EVENT 13, 0, 0x1000
        EXPECT_SAVED X
        EXPECT tr, TSS_B
        DESCRIPTOR X, 0, 0xfff, P|CODE|READ, BIG
        SET     tss_b, cs, X
        SET     tss_b, eip, 0x1000
        ljmp    $TSS_B, $0

CASE "the LDT of the new task is loaded and its selectors are found there"
        EXPECT ldtr, LDT
        EXPECT ds, 4
        EXPECT cs, 0xc
        SET     tss_b, ldt, LDT
        SET     tss_b, ds, 4
        SET     tss_b, cs, 0xc
        ljmp    $TSS_B, $0

CASE "a task in ring 3"
        EXPECT_EVENT 0x2f, 0, 0
        EXPECT_SAVED CODE3, STACK3, DATA3
        EXPECT esp, STACK0-0x2000-28
        IDT_GATE 0x2f, CODE0, stubs+16*0x2f, 0xee
        SET     tss_b, cs, CODE3
        SET     tss_b, ss, DATA3
        SET     tss_b, ds, DATA3
        SET     tss_b, es, DATA3
        SET     tss_b, esp, STACK3
        SET     tss_b, eip, 8f
        ljmp    $TSS_B, $0
8:      int     $0x2f

CASE "the new task uses its own stack of ring 0"
        EXPECT esp, STACK0-0x2000-20
        IDT_GATE 0x30, CODE0, 7f, 0xee
        SET     tss_b, cs, CODE3
        SET     tss_b, ss, DATA3
        SET     tss_b, esp, STACK3
        SET     tss_b, ds, 0
        SET     tss_b, es, 0
        SET     tss_b, eip, 8f
        ljmp    $TSS_B, $0
8:      int     $0x30
7:      hlt

CASE "CR3 comes from the TSS when paging is on"
        EXPECT cr3, FREE
        EXPECT eax, 0x1234
        PAGING_ON
        movl    $TABLE+7, FREE          # a second directory: the same, and 400000 is FREE2
        movl    $FREE+0x1007, FREE+4
        movl    $FREE2+7, FREE+0x1000
        movl    $0x1234, FREE2
        SET     tss_b, cr3, FREE
        SET     tss_b, eip, 8f
        ljmp    $TSS_B, $0
8:      movl    0x400000, %eax
        hlt

CASE "CR3 of the TSS does not matter without paging"
        EXPECT cr3, 0
        SET     tss_b, cr3, FREE
        ljmp    $TSS_B, $0

CASE "CR3 is not saved"
        EXPECT_MEMORY tss+t_cr3, 0x5555
        PAGING_ON
        SET     tss, cr3, 0x5555
        ljmp    $TSS_B, $0

CASE "a page fault of the new TSS happens in the old task"
        EXPECT_EVENT 14, 0, 9f
        EXPECT cr2, 0x300000, 0xfffff000
        EXPECT tr, TSS
        EXPECT_MEMORY gdt+TSS+4, 0x00008b01
        EXPECT_MEMORY gdt+X+4, 0x00008930
        DESCRIPTOR X, 0x300000, 0x67, P|0x09
        PAGING_ON
        movl    $0, TABLE+4*0x300
9:      ljmp    $X, $0

CASE "the T bit traps before the first instruction of the new task"
        EXPECT_EVENT 1, 0, 8f
        EXPECT dr6, 0x8000, 0xe00f
        EXPECT tr, TSS_B
        EXPECT eax, 0xa0
        movw    $1, tss_b+t_trap
        SET     tss_b, eip, 8f
        ljmp    $TSS_B, $0
8:      incl    %eax
        hlt

CASE "a task switch clears the local breakpoints, not the global ones"
        EXPECT dr7, 0x0aa
        movl    $0xff, %eax
        movl    $0x3ff000, %ecx
        movl    %ecx, %db0
        movl    %ecx, %db1
        movl    %ecx, %db2
        movl    %ecx, %db3
        movl    %eax, %db7
        ljmp    $TSS_B, $0

CASE "TS: the first x87 instruction of the new task is #NM"
        EXPECT_EVENT 7, 0, 8f
        SET     tss_b, eip, 8f
        ljmp    $TSS_B, $0
8:      fld1

CASE "a task in virtual-8086 mode"
        EXPECT_EVENT 13, 0, 8f-_start, 0x20002, 0x20002
        EXPECT_SAVED 0x1000, 0x100, 0x4c00
        EXPECT ds, 0
        SET     tss_b, eflags, 0x20002
        SET     tss_b, cs, 0x1000
        SET     tss_b, ss, 0x4c00
        SET     tss_b, esp, 0x100
        SET     tss_b, eip, 8f-_start
        ljmp    $TSS_B, $0
        .code16
8:      hlt

# --- 16-bit ----------------------------------------------------------------------------------------------------------

CASE "JMP to a 16-bit TSS"
        EXPECT tr, TSS_16
        EXPECT cs, CODE16
        EXPECT ss, DATA16
        EXPECT eax, 0xa0, 0xffff
        EXPECT edi, 0xd1, 0xffff
        EXPECT esp, 0xd000, 0xffff
        EXPECT fs, 0
        EXPECT eflags, 2
        movl    $DATA0, %eax
        movl    %eax, %fs
        ljmp    $TSS_16, $0

CASE "CALL to a 16-bit TSS and IRET"
        EXPECT tr, TSS
        EXPECT eax, 0x00050006
        EXPECT_MEMORY tss_16, TSS, 0xffff
        EXPECT_MEMORY gdt+TSS_16+4, 0x00008101
        movw    $8f-_start, tss_16+14
        movl    $0x50005, %eax
        lcall   $TSS_16, $0
        incl    %eax
        hlt
        .code16
8:      iret

CASE "from a 16-bit task to a 32-bit one: words are saved"
        EXPECT tr, TSS_B
        EXPECT_MEMORY tss_16+14, 7f-_start, 0xffff
        EXPECT_MEMORY tss_16+18, 0x4321, 0xffff
        movw    $8f-_start, tss_16+14
        ljmp    $TSS_16, $0
        .code16
8:      movw    $0x4321, %ax
        ljmp    $TSS_B, $0
7:      hlt

CASE "a 16-bit TSS shorter than 2c hex bytes is #TS(TSS)"
        EXPECT_EVENT 10, TSS_16, 9f
        movw    $0x2a, gdt+TSS_16
9:      ljmp    $TSS_16, $0

CASE "an error code goes to a 16-bit task as a word"
        EXPECT tr, TSS_16
        EXPECT esp, 0xcffe, 0xffff
        EXPECT_MEMORY 0x1cffe, 0x98, 0xffff
        IDT_GATE 13, TSS_16, 0, 0x85
        movl    $0x98, %eax
        movl    %eax, %ds

CASE "a 16-bit TSS has stacks for inner rings"
        EXPECT ss, DATA0
        EXPECT esp, 0xc000-20
        movl    $TSS_16, %eax
        ltr     %ax
        IDT_GATE 0x30, CODE0, 8f, 0xee
        TO_RING 3
        int     $0x30
8:      hlt

CASE "a 16-bit TSS has no I/O bitmap"
        EXPECT_EVENT 13, 0, 9f
        movw    $0xff, gdt+TSS_16
        movl    $TSS_16, %eax
        ltr     %ax
        TO_RING 3
9:      inb     $0x60, %al
