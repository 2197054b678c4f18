# Debug registers, single steps, RF, the shadow of MOV SS.
# Intel SDM vol. 3B, 18.2 "Debug Registers", 18.3 "Debug Exceptions"; vol. 3A, 6.8.3 "Masking Exceptions and Interrupts When
# Switching Stacks".

        .include "machine.inc"

# Sets breakpoint n: address, and R/W and LEN as in DR7 (x: 0, w: 1, io: 2, rw: 3; LEN is bytes - 1).
        .macro BREAK n, address, kind, length=1
        movl    $\address, %eax
        movl    %eax, %db\n
        movl    %db7, %eax
        orl     $((2 << (2 * \n)) | ((\kind) << (16 + 4 * \n)) | (((\length) - 1) << (18 + 4 * \n))), %eax
        movl    %eax, %db7
        .endm

        .macro DE_ON
        movl    %cr4, %eax
        orl     $8, %eax
        movl    %eax, %cr4
        .endm

# --- instruction breakpoints -----------------------------------------------------------------------------------------

CASE "an instruction breakpoint faults before the instruction"
        EXPECT_EVENT 1, 0, 9f, 0, 0x10000
        EXPECT dr6, 1, 0xe00f
        EXPECT ecx, 0
        BREAK   0, 9f, 0
        nop
9:      incl    %ecx
        hlt

CASE "breakpoint 3 is bit 3"
        EXPECT_EVENT 1, 0, 9f
        EXPECT dr6, 8, 0xe00f
        BREAK   3, 9f, 0
9:      nop
        hlt

CASE "two breakpoints at one place"
        EXPECT_EVENT 1, 0, 9f
        EXPECT dr6, 6, 0xe00f
        BREAK   1, 9f, 0
        BREAK   2, 9f, 0
9:      nop
        hlt

CASE "a local breakpoint works too"
        EXPECT_EVENT 1, 0, 9f
        movl    $9f, %eax
        movl    %eax, %db0
        movl    $1, %eax
        movl    %eax, %db7
9:      nop
        hlt

CASE "a breakpoint that is not enabled"
        EXPECT ecx, 1
        EXPECT dr6, 0, 0xe00f
        movl    $9f, %eax
        movl    %eax, %db0
        movl    $8, %eax                # only number 1
        movl    %eax, %db7
9:      incl    %ecx
        hlt

CASE "the breakpoint must be the first byte"
        EXPECT ecx, 0x1234
        BREAK   0, 9f+1, 0
9:      movl    $0x1234, %ecx
        hlt

CASE "a prefix is the first byte"
        EXPECT_EVENT 1, 0, 9f
        BREAK   0, 9f, 0
9:      .byte   0x3e
        movl    FREE, %eax
        hlt

CASE "RF suppresses the breakpoint for one instruction"
        EXPECT_EVENT 1, 0, 9f
        EXPECT_EVENT 1, 0, 9f
        EXPECT ecx, 1
        BREAK   0, 9f, 0
        IDT_GATE 1, CODE0, 6f, 0x8e
9:      incl    %ecx
        cmpl    $1, %ecx
        je      9b
        hlt
6:      movl    LOG, %ebx               # the first time RF is set in the frame, the second time this ends
        shll    $5, %ebx
        movl    $1, EVENTS(%ebx)
        movl    (%esp), %eax
        movl    %eax, EVENTS+8(%ebx)
        incl    LOG
        cmpl    $2, LOG
        je      7f
        orl     $0x10000, 8(%esp)
        iret
7:      hlt

CASE "RF in the frame of a fault is set"
        EXPECT_EVENT 6, 0, 9f, 0x10000, 0x10000
9:      ud2

CASE "RF in the frame of a page fault is set"
        EXPECT_EVENT 14, 0, 9f, 0x10000, 0x10000
        PAGING_ON
9:      movl    0x400000, %eax

CASE "RF in the frame of INT n is clear"
        EXPECT_EVENT 0x2f, 0, 9f, 0, 0x10000
        int     $0x2f
9:      hlt

CASE "RF does not survive an instruction"
        EXPECT_EVENT 0x2f, 0, 9f, 0, 0x10000
        pushl   $0x10002
        pushl   $CODE0
        pushl   $8f
        iret
8:      nop
        int     $0x2f
9:      hlt

CASE "the breakpoint of an instruction that faults comes first"
        EXPECT_EVENT 1, 0, 9f
        BREAK   0, 9f, 0
9:      ud2

CASE "a breakpoint in ring 3"
        EXPECT_EVENT 1, 0, 9f
        EXPECT_SAVED CODE3
        BREAK   0, 9f, 0
        TO_RING 3
9:      nop
        hlt

CASE "an instruction breakpoint compares linear addresses"
        EXPECT_EVENT 1, 0, 9f-_start
        BREAK   0, 9f, 0
        ljmp    $CODE16, $8f-_start
        .code16
8:      nop
9:      nop
        hlt

# --- data breakpoints ------------------------------------------------------------------------------------------------

CASE "a write breakpoint traps behind the instruction"
        EXPECT_EVENT 1, 0, 9f, 0, 0x10000
        EXPECT dr6, 1, 0xe00f
        EXPECT_MEMORY FREE, 5
        BREAK   0, FREE, 1, 4
        movl    $5, FREE
9:      hlt

CASE "a write breakpoint does not see reads"
        EXPECT ecx, 0
        EXPECT dr6, 0, 0xe00f
        BREAK   0, FREE, 1, 4
        movl    FREE, %ecx
        hlt

CASE "a read-write breakpoint sees reads"
        EXPECT_EVENT 1, 0, 9f
        EXPECT ecx, 0x55
        movl    $0x55, FREE
        BREAK   0, FREE, 3, 4
        movl    FREE, %ecx
9:      hlt

CASE "a read-write breakpoint does not see fetches"
        EXPECT ecx, 1
        BREAK   0, 9f, 3
9:      incl    %ecx
        hlt

CASE "one byte of a doubleword"
        EXPECT_EVENT 1, 0, 9f
        BREAK   0, FREE+3, 1, 1
        movl    $5, FREE
9:      hlt

CASE "a byte next to the breakpoint"
        EXPECT ecx, 1
        BREAK   0, FREE+3, 1, 1
        movb    $5, FREE+2
        movb    $5, FREE+4
        incl    %ecx
        hlt

CASE "the address is aligned to the length"
        EXPECT_EVENT 1, 0, 9f
        BREAK   0, FREE+3, 1, 4
        movb    $5, FREE
9:      hlt

CASE "a length of 2"
        EXPECT_EVENT 1, 0, 9f
        BREAK   0, FREE+2, 1, 2
        movb    $5, FREE+1
        movb    $5, FREE+4
        movb    $5, FREE+3
9:      hlt

CASE "a push"
        EXPECT_EVENT 1, 0, 9f
        BREAK   1, STACK0-4, 1, 4
        pushl   $1
9:      hlt

CASE "a read-modify-write"
        EXPECT_EVENT 1, 0, 9f
        EXPECT_MEMORY FREE, 1
        BREAK   1, FREE, 1, 4
        incl    FREE
9:      hlt

CASE "an instruction that faults traps not"
        EXPECT_EVENT 14, 0, 9f
        EXPECT dr6, 0, 0xe00f
        PAGING_ON
        movl    $FREE, %esi
        movl    $0x400000, %edi
        BREAK   0, FREE, 3, 4
9:      cmpsl
        hlt

CASE "two data breakpoints by one instruction"
        EXPECT_EVENT 1, 0, 9f
        EXPECT dr6, 3, 0xe00f
        movl    $FREE, %esi
        movl    $FREE2, %edi
        BREAK   0, FREE, 3, 4
        BREAK   1, FREE2, 1, 4
        movsl
9:      hlt

CASE "a data breakpoint compares linear addresses"
        EXPECT_EVENT 1, 0, 9f
        PAGING_ON
        movl    $FREE+7, TABLE+4*0x300
        BREAK   0, 0x300000, 1, 4
        movl    $1, FREE
        movl    $1, 0x300000
9:      hlt

CASE "REP MOVS traps behind the iteration, with RF in the frame"
        EXPECT_EVENT 1, 0, 9f, 0x10000, 0x10000
        EXPECT ecx, 2
        EXPECT edi, FREE2+8
        movl    $FREE, %esi
        movl    $FREE2, %edi
        BREAK   0, FREE2+4, 1, 4
        movl    $4, %ecx
9:      rep movsl
        hlt

CASE "REP MOVS traps behind the last iteration, without RF"
        EXPECT_EVENT 1, 0, 9f, 0, 0x10000
        EXPECT ecx, 0
        movl    $FREE, %esi
        movl    $FREE2, %edi
        BREAK   0, FREE2+12, 1, 4
        movl    $4, %ecx
        rep movsl
9:      hlt

# --- I/O breakpoints -------------------------------------------------------------------------------------------------

CASE "an I/O breakpoint traps behind IN"
        EXPECT_EVENT 1, 0, 9f
        EXPECT eax, 0x60, 0xff
        DE_ON
        BREAK   0, 0x60, 2
        inb     $0x60, %al
9:      hlt

CASE "an I/O breakpoint traps behind OUT to any of its ports"
        EXPECT_EVENT 1, 0, 9f
        DE_ON
        BREAK   2, 0x60, 2, 4
        outb    %al, $0x63
9:      hlt

CASE "an I/O breakpoint does not see other ports, nor memory"
        EXPECT ecx, 1
        DE_ON
        BREAK   0, 0x60, 2
        inb     $0x61, %al
        movb    0x60, %al
        incl    %ecx
        hlt

CASE "without DE an I/O breakpoint never matches"
        EXPECT ecx, 1
        BREAK   0, 0x60, 2
        inb     $0x60, %al
        incl    %ecx
        hlt

# --- registers -------------------------------------------------------------------------------------------------------

CASE "DR4 and DR5 are DR6 and DR7 without DE"
        EXPECT eax, 0xffff0ff0
        EXPECT ecx, 0x400
        .byte   0x0f, 0x21, 0xe0        # mov %db4, %eax
        .byte   0x0f, 0x21, 0xe9        # mov %db5, %ecx
        hlt

CASE "DR4 with DE is #UD"
        EXPECT_EVENT 6, 0, 9f
        DE_ON
9:      .byte   0x0f, 0x21, 0xe0

CASE "DR6 keeps what software wrote until software clears it"
        EXPECT eax, 0xffff4ffe
        movl    $0x400e, %eax
        movl    %eax, %db6
        movl    %db6, %eax
        hlt

CASE "GD: a read of a debug register faults, and GD is clear in the handler"
        EXPECT_EVENT 1, 0, 9f, 0x10000, 0x10000
        EXPECT dr6, 0x2000, 0xe00f
        EXPECT dr7, 0, 0x2000
        EXPECT eax, 0x2000
        movl    $0x2000, %eax
        movl    %eax, %db7
9:      movl    %db0, %ecx
        hlt

CASE "GD: a write faults and changes nothing"
        EXPECT_EVENT 1, 0, 9f
        EXPECT dr0, 0
        movl    $0x2000, %eax
        movl    %eax, %db7
9:      movl    %eax, %db0
        hlt

CASE "INT1 does not set DR6"
        EXPECT_EVENT 1, 0, 9f
        EXPECT dr6, 0, 0xe00f
        .byte   0xf1
9:      hlt

# --- single steps ----------------------------------------------------------------------------------------------------

        .macro TF_ON
        pushl   $0x102
        popfl
        .endm

CASE "TF traps behind the next instruction, which the handler does not"
        EXPECT_EVENT 1, 0, 9f, 0x100, 0x10100
        EXPECT dr6, 0x4000, 0xe00f
        EXPECT eflags, 0, 0x100
        EXPECT ecx, 1
        TF_ON
        incl    %ecx
9:      incl    %ecx
        hlt

CASE "a step over HLT traps behind it"
        EXPECT_EVENT 1, 0, 9f
        TF_ON
        hlt
9:      nop

CASE "a step over a jump traps at its target"
        EXPECT_EVENT 1, 0, 9f
        TF_ON
        jmp     9f
        hlt
9:      hlt

CASE "POPF that clears TF is stepped"
        EXPECT_EVENT 1, 0, 9f, 0, 0x100
        pushl   $2
        TF_ON
        popfl
9:      hlt

CASE "a step over INT n comes not: TF is cleared before"
        EXPECT_EVENT 0x2f, 0, 9f, 0x100, 0x100
        EXPECT dr6, 0, 0xe00f
        TF_ON
        int     $0x2f
9:      hlt

CASE "a step over an instruction that faults: only the fault"
        EXPECT_EVENT 6, 0, 9f, 0x100, 0x100
        EXPECT dr6, 0, 0xe00f
        TF_ON
9:      ud2

CASE "IRET that sets TF: the instruction at its target is stepped"
        EXPECT_EVENT 1, 0, 9f
        EXPECT ecx, 1
        pushl   $0x102
        pushl   $CODE0
        pushl   $8f
        iret
8:      incl    %ecx
9:      incl    %ecx
        hlt

CASE "REP is stepped by iterations"
        EXPECT_EVENT 1, 0, 9f, 0x10100, 0x10100
        EXPECT ecx, 2
        movl    $FREE, %edi
        movl    $3, %ecx
        TF_ON
9:      rep stosb
        hlt

CASE "MOV SS holds the trap off for one instruction"
        EXPECT_EVENT 1, 0, 9f
        EXPECT ecx, 1
        movl    $DATA0, %eax
        TF_ON
        movl    %eax, %ss               # no trap behind this one
        incl    %ecx
9:      incl    %ecx
        hlt

CASE "POP SS holds the trap off for one instruction"
        EXPECT_EVENT 1, 0, 9f
        pushl   $DATA0
        TF_ON
        popl    %ss
        nop
9:      nop
        hlt

CASE "LSS holds nothing off"
        EXPECT_EVENT 1, 0, 9f
        TF_ON
        lss     stack0_pointer, %esp
9:      nop
        hlt

CASE "STI does not hold the trap off"
        EXPECT_EVENT 1, 0, 9f
        TF_ON
        sti
9:      nop
        hlt

CASE "MOV SS suppresses the breakpoint of the next instruction"
        EXPECT ecx, 1
        movl    $DATA0, %ebx
        BREAK   0, 9f, 0
        movl    %ebx, %ss
9:      incl    %ecx
        hlt

CASE "a data breakpoint on MOV SS traps behind the next instruction"
        EXPECT_EVENT 1, 0, 9f
        EXPECT ecx, 1
        EXPECT dr6, 1, 0xe00f
        movl    $DATA0, FREE
        BREAK   0, FREE, 3, 4
        movw    FREE, %ss
        incl    %ecx
9:      incl    %ecx
        hlt

CASE "single step and data breakpoint are one trap"
        EXPECT_EVENT 1, 0, 9f
        EXPECT dr6, 0x4001, 0xe00f
        BREAK   0, FREE, 1, 4
        TF_ON
        movl    $1, FREE
9:      hlt

CASE "in ring 3 the step of POPF goes to ring 0"
        EXPECT_EVENT 1, 0, 9f, 0x100, 0x100
        EXPECT_SAVED CODE3, STACK3, DATA3
        TO_RING 3
        TF_ON
        nop
9:      nop

CASE16 "a step in real mode"
        EXPECT_EVENT 1, 0, 9f
        pushw   $0x102
        popfw
        nop
9:      nop
        hlt

CASE16 "an instruction breakpoint in real mode"
        EXPECT_EVENT 1, 0, 9f
        movl    $9f, %eax
        movl    %eax, %db0
        movl    $2, %eax
        movl    %eax, %db7
        nop
9:      nop
        hlt
