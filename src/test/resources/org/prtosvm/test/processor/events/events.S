# External interrupts, NMI, HLT, A20, INIT.
# Intel SDM vol. 3A, 6.7 "Nonmaskable Interrupt (NMI)", 6.8 "Enabling and Disabling Interrupts", 6.9 "Priority Among
# Simultaneous Exceptions and Interrupts", 9.1 "Initialization Overview"; vol. 2, HLT, STI.

        .include "machine.inc"

        .macro REQUEST vector
        movb    $\vector, %al
        outb    %al, $0xf0
        .endm

# An interrupt before the instruction that comes so many instructions later.
        .macro REQUEST_AFTER vector, count
        movl    $(\count)<<8|\vector, %eax
        outw    %ax, $0xf3
        .endm

CASE "an interrupt waits for IF"
        EXPECT_EVENT 0x21, 0, 9f, 0x200, 0x200
        EXPECT ecx, 3
        REQUEST 0x21
        incl    %ecx
        incl    %ecx
        sti
        incl    %ecx
9:      incl    %ecx
        hlt

CASE "an interrupt clears IF"
        EXPECT_EVENT 0x21, 0, 9f
        EXPECT eflags, 0, 0x200
        sti
        REQUEST 0x21
9:      hlt

CASE "an interrupt at the very next instruction"
        EXPECT_EVENT 0x21, 0, 9f
        EXPECT ecx, 0
        sti
        nop
        REQUEST 0x21
9:      incl    %ecx
        hlt

CASE "an interrupt in the middle of straight code"
        EXPECT_EVENT 0x21, 0, 9f
        EXPECT ecx, 5
        sti
        REQUEST_AFTER 0x21, 5
        .rept 5
        incl    %ecx
        .endr
9:      incl    %ecx
        hlt

CASE "an interrupt in a loop"
        EXPECT_EVENT 0x21, 0, 8f
        EXPECT ecx, 0x32
        sti
        REQUEST_AFTER 0x21, 100
8:      incl    %ecx
        jmp     8b

CASE "STI holds interrupts off for one instruction"
        EXPECT_EVENT 0x21, 0, 9f
        EXPECT ecx, 1
        REQUEST 0x21
        sti
        incl    %ecx
9:      incl    %ecx
        hlt

CASE "STI with IF already set holds nothing off"
        EXPECT_EVENT 0x21, 0, 9f
        sti
        nop
        REQUEST_AFTER 0x21, 1
        sti
9:      nop
        hlt

CASE "STI and CLI: the interrupt is not taken"
        EXPECT ecx, 1
        REQUEST 0x21
        sti
        cli
        incl    %ecx
        hlt

CASE "POPF that sets IF holds nothing off"
        EXPECT_EVENT 0x21, 0, 9f
        REQUEST 0x21
        pushl   $0x202
        popfl
9:      nop
        hlt

CASE "IRET that sets IF holds nothing off"
        EXPECT_EVENT 0x21, 0, 9f
        REQUEST 0x21
        pushl   $0x202
        pushl   $CODE0
        pushl   $9f
        iret
9:      nop
        hlt

CASE "MOV SS holds interrupts off for one instruction"
        EXPECT_EVENT 0x21, 0, 9f
        EXPECT ecx, 1
        movl    $DATA0, %ebx
        sti
        REQUEST_AFTER 0x21, 1
        movl    %ebx, %ss
        incl    %ecx
9:      incl    %ecx
        hlt

CASE "POP SS holds interrupts off for one instruction"
        EXPECT_EVENT 0x21, 0, 9f
        pushl   $DATA0
        sti
        REQUEST_AFTER 0x21, 1
        popl    %ss
        nop
9:      nop
        hlt

CASE "the second MOV SS of two holds nothing off"
        EXPECT_EVENT 0x21, 0, 9f
        movl    $DATA0, %ebx
        sti
        REQUEST_AFTER 0x21, 1
        movl    %ebx, %ss
        movl    %ebx, %ss
9:      nop
        hlt

CASE "a trap gate leaves IF set: the handler is interrupted"
        EXPECT_EVENT 0x22, 0, 9f
        IDT_GATE 0x21, CODE0, 8f, 0x8f
        sti
        REQUEST 0x21
        nop
        hlt
8:      REQUEST 0x22
9:      nop
        hlt

CASE "HLT, an interrupt, and on behind the HLT"
        EXPECT ecx, 1
        EXPECT_EVENT 0x21, 0, 9f
        sti
        REQUEST_AFTER 0x21, 2
        incl    %ecx
        hlt
9:      hlt

CASE "STI and HLT: the interrupt wakes it"
        EXPECT_EVENT 0x21, 0, 9f
        REQUEST 0x21
        sti
        hlt
9:      nop

CASE "an interrupt between iterations of REP, with RF in the frame"
        EXPECT_EVENT 0x21, 0, 9f, 0x10000, 0x10000
        EXPECT ecx, 10
        EXPECT edi, FREE+40
        movl    $FREE, %edi
        sti
        REQUEST_AFTER 0x21, 11
        movl    $20, %ecx
9:      rep stosl
        hlt

CASE "an interrupt behind the last iteration of REP, without RF"
        EXPECT_EVENT 0x21, 0, 9f, 0, 0x10000
        movl    $FREE, %edi
        sti
        REQUEST_AFTER 0x21, 11
        movl    $10, %ecx
        rep stosl
9:      hlt

CASE "REP goes on behind the handler"
        EXPECT ecx, 0
        EXPECT edi, FREE+80
        EXPECT ebx, 1
        IDT_GATE 0x21, CODE0, 8f, 0x8e
        movl    $FREE, %edi
        sti
        REQUEST_AFTER 0x21, 11
        movl    $20, %ecx
        rep stosl
        hlt
8:      incl    %ebx
        iret

CASE "REP OUTS is interrupted by what it asks for"
        EXPECT_EVENT 0x21, 0, 9f
        EXPECT ecx, 3
        EXPECT esi, FREE+1
        movl    $0x21212121, FREE
        movl    $FREE, %esi
        movl    $0xf0, %edx
        movl    $4, %ecx
        sti
        nop
9:      rep outsb

CASE "a step trap comes before an interrupt"
        EXPECT_EVENT 1, 0, 9f
        EXPECT_EVENT 0x21, 0, 6f
        IDT_GATE 1, CODE0, 8f, 0x8e
        pushl   $0x302
        movl    $1<<8|0x21, %eax
        popfl                           # OUT is stepped, and asks
        outb    %al, $0xf0
9:      nop
        hlt
8:      movl    $1, EVENTS
        movl    $1, LOG
        movl    (%esp), %eax
        movl    %eax, EVENTS+8
        sti
        jmp     6f
6:      nop
        hlt

CASE "an interrupt through a task gate"
        EXPECT tr, TSS_B
        EXPECT_MEMORY tss+t_eip, 9f
        IDT_GATE 0x21, TSS_B, 0, 0x85
        sti
        nop
        REQUEST 0x21
9:      nop
        hlt

CASE "an interrupt from ring 3"
        EXPECT_EVENT 0x21, 0, 9f, 0x200, 0x200
        EXPECT_SAVED CODE3, STACK3, DATA3
        REQUEST_AFTER 0x21, 12          # 5 pushes, IRET, three loads and three more
        TO_RING 3, 0x202
        .rept 3
        nop
        .endr
9:      nop

CASE "EXT: an interrupt whose gate is not present is #NP(8n+3)"
        EXPECT_EVENT 11, 0x30*8+3, 9f
        IDT_GATE 0x30, CODE0, halt, 0x0e
        sti
        nop
        REQUEST 0x30
9:      nop

CASE "EXT: an interrupt beyond the IDT is #GP(8n+3)"
        EXPECT_EVENT 13, 0x40*8+3, 9f
        sti
        nop
        REQUEST 0x40
9:      nop

# --- NMI -------------------------------------------------------------------------------------------------------------

CASE "NMI does not ask for IF"
        EXPECT_EVENT 2, 0, 9f
        outb    %al, $0xf1
9:      nop
        hlt

CASE "NMI comes before an interrupt"
        EXPECT_EVENT 2, 0, 9f
        sti
        nop
        outb    %al, $0xf1
9:      REQUEST 0x21

CASE "a second NMI waits for IRET"
        EXPECT ebx, 2
        EXPECT ecx, 1
        IDT_GATE 2, CODE0, 8f, 0x8e
        outb    %al, $0xf1
        incl    %ecx
        hlt
8:      incl    %ebx
        cmpl    $1, %ebx
        jne     7f
        outb    %al, $0xf1              # waits
        movl    %ebx, %edx
        cmpl    $1, %edx
        jne     6f
7:      iret
6:      ud2

CASE "an NMI handler is interrupted by an interrupt that it permits"
        EXPECT_EVENT 0x21, 0, 9f
        IDT_GATE 2, CODE0, 8f, 0x8e
        outb    %al, $0xf1
        hlt
8:      REQUEST 0x21
        sti
        nop
9:      nop
        hlt

CASE "NMI wakes HLT with IF clear"
        EXPECT ecx, 1
        IDT_GATE 2, CODE0, 8f, 0x8e
        outb    %al, $0xf1
        hlt
8:      incl    %ecx
        hlt

CASE "INT 2 does not mask NMI"
        EXPECT_EVENT 2, 0, 9f
        IDT_GATE 0x21, CODE0, 8f, 0x8e
        int     $0x21
        hlt
8:      outb    %al, $0xf1
9:      nop

# --- A20 -------------------------------------------------------------------------------------------------------------

CASE "A20 off: the second megabyte is the first"
        EXPECT eax, 0x11
        EXPECT_MEMORY FREE+4, 0x22
        movl    $0x11, FREE
        movl    $0x33, 0x100000+FREE
        xorl    %eax, %eax
        outb    %al, $0xf2
        movl    0x100000+FREE, %eax
        movl    $0x22, 0x100000+FREE+4
        hlt

CASE "A20 on again"
        EXPECT eax, 0x33
        movl    $0x11, FREE
        movl    $0x33, 0x100000+FREE
        xorl    %eax, %eax
        outb    %al, $0xf2
        movl    0x100000+FREE, %ecx
        incl    %eax
        outb    %al, $0xf2
        movl    0x100000+FREE, %eax
        hlt

CASE "A20 off: code of the second megabyte"
        EXPECT eax, 0x44
        movl    $0x000044b8, FREE       # mov $0x44, %eax; hlt
        movl    $0x0000f400, FREE+4
        movl    $0x000055b8, 0x100000+FREE
        movl    $0x0000f400, 0x100000+FREE+4
        xorl    %eax, %eax
        outb    %al, $0xf2
        movl    $0x100000+FREE, %ecx
        jmp     *%ecx

CASE "A20 off: a store through the alias changes code"
        EXPECT ecx, 2
        xorl    %eax, %eax
        outb    %al, $0xf2
        movl    $2, %ebx
7:      movl    $1, %ecx
        movb    $2, 0x100000+7b+1
        decl    %ebx
        jnz     7b
        hlt

CASE "A20 off with paging: bit 20 of the page is cleared"
        EXPECT eax, 0x11
        movl    $0x11, FREE
        movl    $0x33, 0x100000+FREE
        PAGING_ON
        xorl    %eax, %eax
        outb    %al, $0xf2
        movl    0x100000+FREE, %eax
        hlt

CASE "A20 off: the third megabyte is still the third"
        EXPECT eax, 0x77
        movl    $0x77, 0x200000
        xorl    %eax, %eax
        outb    %al, $0xf2
        movl    0x200000, %eax
        hlt

CASE16 "A20 off in real mode: ffff:0010 is 0000:0000"
        EXPECT eax, 0x1357
        EXPECT ecx, 0x2468
        movw    $0xffff, %bx
        movw    %bx, %es
        movw    $0x2468, %es:0x7010
        movw    $0x1357, 0x7000
        movzwl  %es:0x7010, %ecx
        xorl    %eax, %eax
        outb    %al, $0xf2
        movzwl  %es:0x7010, %eax
        hlt

# --- INIT and real mode ----------------------------------------------------------------------------------------------

CASE "INIT restarts the processor and keeps memory and x87 state"
        EXPECT ebx, 2
        EXPECT cr0, 0x31
        EXPECT ecx, 0x27f, 0xffff
        incl    FREE
        cmpl    $2, FREE
        je      8f
        movw    $0x27f, FREE+4
        fldcw   FREE+4
        movb    $0x89, gdt+TSS+5        # the start loads it again
        outb    %al, $0xf4
        ud2
8:      movl    FREE, %ebx
        fnstcw  FREE+8
        movl    FREE+8, %ecx
        hlt

CASE16 "an interrupt in real mode"
        EXPECT_EVENT 0x21, 0, 9f, 0x200, 0x200
        EXPECT eflags, 0, 0x200
        sti
        nop
        movb    $0x21, %al
        outb    %al, $0xf0
9:      nop
        hlt

CASE16 "NMI in real mode"
        EXPECT_EVENT 2, 0, 9f
        outb    %al, $0xf1
9:      nop
        hlt

CASE16 "IRET in real mode sets IF and holds nothing off"
        EXPECT_EVENT 0x21, 0, 9f
        movb    $0x21, %al
        outb    %al, $0xf0
        pushw   $0x202
        pushw   $0x1000
        pushw   $9f-_start
        iretw
9:      nop
        hlt
