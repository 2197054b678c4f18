# Every exception by what raises it, privileged instructions, double and triple faults, priorities, alignment.
# Intel SDM vol. 3A, 6.3 to 6.9, 6.15 "Exception and Interrupt Reference", 5.9 "Privileged Instructions".

        .include "machine.inc"

# --- program errors --------------------------------------------------------------------------------------------------

CASE "DIV by zero is #DE and changes nothing"
        EXPECT_EVENT 0, 0, 9f
        EXPECT eax, 7
        EXPECT edx, 0
        movl    $7, %eax
        xorl    %ecx, %ecx
9:      divl    %ecx

CASE "DIV with a quotient too large is #DE"
        EXPECT_EVENT 0, 0, 9f
        movl    $2, %edx
        movl    $2, %ecx
9:      divl    %ecx

CASE "IDIV of the smallest number by -1 is #DE"
        EXPECT_EVENT 0, 0, 9f
        movl    $0x80000000, %eax
        cltd
        movl    $-1, %ecx
9:      idivl   %ecx

CASE "AAM by zero is #DE"
        EXPECT_EVENT 0, 0, 9f
9:      aam     $0

CASE "INT3 is #BP with EIP behind it"
        EXPECT_EVENT 3, 0, 9f
        int3
9:      hlt

CASE "INTO is #OF with EIP behind it"
        EXPECT_EVENT 4, 0, 9f
        movb    $0x7f, %al
        incb    %al
        into
9:      hlt

CASE "BOUND below the range is #BR at it"
        EXPECT_EVENT 5, 0, 9f
        movl    $10, FREE
        movl    $20, FREE+4
        movl    $9, %eax
9:      boundl  %eax, FREE

CASE "BOUND above the range is #BR"
        EXPECT_EVENT 5, 0, 9f
        movl    $-10, FREE
        movl    $20, FREE+4
        movl    $21, %eax
9:      boundl  %eax, FREE

CASE "BOUND at both ends of the range"
        EXPECT eax, 20
        movl    $-10, FREE
        movl    $20, FREE+4
        movl    $-10, %eax
        boundl  %eax, FREE
        movl    $20, %eax
        boundl  %eax, FREE
        hlt

CASE "UD2 is #UD"
        EXPECT_EVENT 6, 0, 9f
9:      ud2

CASE "LOCK with a register is #UD"
        EXPECT_EVENT 6, 0, 9f
9:      .byte   0xf0, 0x01, 0xc8

CASE "LOCK with an instruction that does not write is #UD"
        EXPECT_EVENT 6, 0, 9f
9:      .byte   0xf0, 0x39, 0x05
        .long   FREE

CASE "LEA of a register is #UD"
        EXPECT_EVENT 6, 0, 9f
9:      .byte   0x8d, 0xc0

CASE "LGDT of a register is #UD"
        EXPECT_EVENT 6, 0, 9f
9:      .byte   0x0f, 0x01, 0xd7|0x10

CASE "LES of a register is #UD"
        EXPECT_EVENT 6, 0, 9f
9:      .byte   0xc4, 0xc0

CASE "BOUND of a register is #UD"
        EXPECT_EVENT 6, 0, 9f
9:      .byte   0x62, 0xc0

CASE "JMP far of a register is #UD"
        EXPECT_EVENT 6, 0, 9f
9:      .byte   0xff, 0xe8

CASE "MOV to CR1 is #UD"
        EXPECT_EVENT 6, 0, 9f
9:      .byte   0x0f, 0x22, 0xc8

CASE "CMPXCHG8B of a register is #UD"
        EXPECT_EVENT 6, 0, 9f
9:      .byte   0x0f, 0xc7, 0xc8

CASE "fifteen bytes are an instruction"
        EXPECT eax, 1
        .rept   14
        .byte   0x2e
        .endr
        inc     %eax
        hlt

CASE "sixteen bytes are #GP(0)"
        EXPECT_EVENT 13, 0, 9f
9:
        .rept   15
        .byte   0x2e
        .endr
        inc     %eax
        hlt

CASE "x87 with EM is #NM"
        EXPECT_EVENT 7, 0, 9f
        movl    %cr0, %eax
        orl     $4, %eax
        movl    %eax, %cr0
9:      fldz

CASE "x87 with TS is #NM"
        EXPECT_EVENT 7, 0, 9f
        movl    %cr0, %eax
        orl     $8, %eax
        movl    %eax, %cr0
9:      fldz

CASE "CLTS ends #NM"
        EXPECT cr0, 0, 8
        movl    %cr0, %eax
        orl     $8, %eax
        movl    %eax, %cr0
        clts
        fldz
        hlt

CASE "WAIT with TS but not MP does nothing"
        EXPECT cr0, 8, 10
        movl    %cr0, %eax
        orl     $8, %eax
        movl    %eax, %cr0
        fwait
        hlt

CASE "WAIT with TS and MP is #NM"
        EXPECT_EVENT 7, 0, 9f
        movl    %cr0, %eax
        orl     $10, %eax
        movl    %eax, %cr0
9:      fwait

CASE "WAIT with EM does nothing"
        EXPECT cr0, 4, 14
        movl    %cr0, %eax
        orl     $4, %eax
        movl    %eax, %cr0
        fwait
        hlt

CASE "an unmasked x87 error is #MF at the next waiting instruction"
        EXPECT_EVENT 16, 0, 9f
        fninit
        movw    $0x37b, FREE
        fldcw   FREE
        fld1
        fldz
        fdivrp  %st, %st(1)
        nop
9:      fwait

# --- alignment -------------------------------------------------------------------------------------------------------

        .macro CHECK_ALIGNMENT
        movl    %cr0, %eax
        orl     $0x40000, %eax
        movl    %eax, %cr0
        TO_RING 3, 0x40002
        .endm

CASE "an unaligned doubleword is #AC(0)"
        EXPECT_EVENT 17, 0, 9f
        CHECK_ALIGNMENT
9:      movl    FREE+2, %eax

CASE "an unaligned word is #AC(0)"
        EXPECT_EVENT 17, 0, 9f
        EXPECT_MEMORY FREE, 0
        CHECK_ALIGNMENT
9:      movw    %ax, FREE+1

CASE "aligned accesses and bytes pass"
        EXPECT ecx, 0x010101
        EXPECT_MEMORY FREE, 0x01010100
        CHECK_ALIGNMENT
        movb    $1, FREE+1
        movw    $0x0101, FREE+2
        movl    FREE, %ecx
        shrl    $8, %ecx
        END

CASE "an unaligned push is #AC(0)"
        EXPECT_EVENT 17, 0, 9f
        EXPECT_SAVED CODE3, STACK3-2
        CHECK_ALIGNMENT
        subl    $2, %esp
9:      pushl   %eax

CASE "an unaligned quadword of x87 is #AC(0)"
        EXPECT_EVENT 17, 0, 9f
        CHECK_ALIGNMENT
9:      fldl    FREE+4

CASE "without AC nothing is checked"
        EXPECT eax, 0
        movl    %cr0, %eax
        orl     $0x40000, %eax
        movl    %eax, %cr0
        TO_RING 3
        movl    FREE+2, %eax
        END

CASE "without AM nothing is checked"
        EXPECT eax, 0
        TO_RING 3, 0x40002
        movl    FREE+2, %eax
        END

CASE "inner rings are not checked"
        EXPECT eax, 0
        movl    %cr0, %eax
        orl     $0x40000, %eax
        movl    %eax, %cr0
        TO_RING 2, 0x40002
        movl    FREE+2, %eax
        END

CASE "POPF that sets AC: the next access is checked"
        EXPECT_EVENT 17, 0, 9f
        movl    %cr0, %eax
        orl     $0x40000, %eax
        movl    %eax, %cr0
        TO_RING 3
        movl    FREE+2, %eax
        pushl   $0x40002
        popfl
9:      movl    FREE+2, %eax

CASE "beyond the limit and unaligned is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        DESCRIPTOR X, FREE, 0xfff, P|DATA|WRITE|DPL3, BIG
        CHECK_ALIGNMENT
        movl    $X+3, %eax
        movl    %eax, %ds
9:      movl    0xfff, %eax

# --- privileged instructions -----------------------------------------------------------------------------------------

        .macro PRIVILEGED name, ring, instruction:vararg
CASE "\name in ring \ring is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        TO_RING \ring
9:      \instruction
        END
        .endm

        PRIVILEGED "HLT", 3, hlt
        PRIVILEGED "HLT", 1, hlt
        PRIVILEGED "CLI", 3, cli
        PRIVILEGED "STI", 3, sti
        PRIVILEGED "CLI", 1, cli
        PRIVILEGED "LGDT", 3, lgdt gdtr
        PRIVILEGED "LIDT", 3, lidt idtr
        PRIVILEGED "LLDT", 3, lldt %ax
        PRIVILEGED "LTR", 3, ltr %ax
        PRIVILEGED "LMSW", 3, lmsw %ax
        PRIVILEGED "CLTS", 3, clts
        PRIVILEGED "MOV to CR0", 3, movl %eax, %cr0
        PRIVILEGED "MOV from CR3", 3, movl %cr3, %eax
        PRIVILEGED "MOV to CR4", 1, movl %eax, %cr4
        PRIVILEGED "MOV to DR7", 3, movl %eax, %db7
        PRIVILEGED "MOV from DR6", 2, movl %db6, %eax
        PRIVILEGED "INVD", 3, invd
        PRIVILEGED "WBINVD", 3, wbinvd
        PRIVILEGED "INVLPG", 3, invlpg FREE
        PRIVILEGED "RDMSR", 3, rdmsr
        PRIVILEGED "WRMSR", 3, wrmsr
        PRIVILEGED "IN", 3, inb $0x60, %al
        PRIVILEGED "OUT", 3, outb %al, $0x60
        PRIVILEGED "INS", 3, insb
        PRIVILEGED "OUTS", 3, outsb

CASE "CLI and STI with IOPL 3 in ring 3"
        EXPECT_EVENT 0x2f, 0, 0, 0x3202, 0x3202
        IDT_GATE 0x2f, CODE0, stubs+16*0x2f, 0xee
        TO_RING 3, 0x3002
        sti
        nop
        int     $0x2f

CASE "SMSW, SGDT, SIDT, SLDT, STR in ring 3"
        EXPECT ecx, 0x31
        TO_RING 3
        smsw    %ecx
        andl    $0xffff, %ecx
        sgdt    FREE
        sidt    FREE
        sldt    FREE
        str     FREE
        END

CASE "RDTSC in ring 3 with TSD is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        movl    %cr4, %eax
        orl     $4, %eax
        movl    %eax, %cr4
        TO_RING 3
9:      rdtsc

CASE "an unknown model-specific register is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        movl    $0x12345678, %ecx
9:      rdmsr

CASE "paging without protection is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        EXPECT cr0, 0x31
        movl    $0x80000030, %eax
9:      movl    %eax, %cr0

CASE "NW without CD is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        movl    $0x20000031, %eax
9:      movl    %eax, %cr0

CASE "a reserved bit of CR4 is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        EXPECT cr4, 0
        movl    $0x80000000, %eax
9:      movl    %eax, %cr4

CASE "VME is not there: its bit in CR4 is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        movl    $1, %eax
9:      movl    %eax, %cr4

CASE "LMSW sets MP, EM and TS but cannot clear PE"
        EXPECT cr0, 0x3f
        movl    $0xe, %eax
        lmsw    %ax
        hlt

# --- double and triple fault -----------------------------------------------------------------------------------------

CASE "#GP whose gate is not present is #DF(0)"
        EXPECT_EVENT 8, 0, 9f
        IDT_GATE 13, CODE0, halt, 0x0e
        movl    $0x98, %eax
9:      movl    %eax, %ds

CASE "#DE whose handler is null is #DF(0)"
        EXPECT_EVENT 8, 0, 9f
        IDT_GATE 0, 0, halt, 0x8e
9:      divl    %ecx

CASE "#NP whose handler is not present is #DF(0)"
        EXPECT_EVENT 8, 0, 9f
        DESCRIPTOR X, 0, 0xfffff, DATA|WRITE, PAGES|BIG
        IDT_GATE 11, CODE0, halt, 0x0e
        movl    $X, %eax
9:      movl    %eax, %ds

CASE "#UD whose gate is not present is #NP, not #DF"
        EXPECT_EVENT 11, 6*8+3, 9f
        IDT_GATE 6, CODE0, halt, 0x0e
9:      ud2

CASE "#BP whose gate is not present is #NP, not #DF"
        EXPECT_EVENT 11, 3*8+2, 9f
        IDT_GATE 3, CODE0, halt, 0x0e
9:      int3

CASE "#PF whose gate is not present is #DF(0)"
        EXPECT_EVENT 8, 0, 9f
        EXPECT cr2, 0x400000
        PAGING_ON
        IDT_GATE 14, CODE0, halt, 0x0e
9:      movl    0x400000, %eax

CASE "#PF whose gate page faults is #DF(0)"
        EXPECT_EVENT 8, 0, 9f
        EXPECT cr2, 0x400000
        movl    $idt, %esi              # vectors 0 to 13 on the last mapped page, 14 on the next one
        movl    $0x400000-14*8, %edi
        movl    $14*2, %ecx
        rep movsl
        movw    $15*8-1, FREE
        movl    $0x400000-14*8, FREE+2
        lidt    FREE
        PAGING_ON
9:      movl    0x500000, %eax

CASE "#DF whose gate is not present shuts down"
        EXPECT exit, SHUTDOWN
        IDT_GATE 8, CODE0, halt, 0x0e
        IDT_GATE 13, CODE0, halt, 0x0e
        movl    $0x98, %eax
        movl    %eax, %ds

CASE "an empty IDT shuts down"
        EXPECT exit, SHUTDOWN
        movl    $0, FREE
        movl    $0, FREE+4
        lidt    FREE
        ud2

CASE16 "an empty IDT in real mode shuts down"
        EXPECT exit, SHUTDOWN
        movl    $0, FREE2-0x68000
        movl    $0, FREE2-0x68000+4
        lidtl   FREE2-0x68000
        int3

CASE16 "a stack that cannot hold the frame in real mode shuts down"
        EXPECT exit, SHUTDOWN
        movw    $1, %sp
        int3

# --- priorities and restart ------------------------------------------------------------------------------------------

CASE "the fetch comes first: a code page fault before #UD"
        EXPECT_EVENT 14, 0, 0x400000
        EXPECT cr2, 0x400000
        PAGING_ON
        movl    $0x400000, %eax
        jmp     *%eax

CASE "decoding comes before operands: LOCK on a bad address is #UD"
        EXPECT_EVENT 6, 0, 9f
        PAGING_ON
9:      .byte   0xf0, 0x8b, 0x05
        .long   0x400000

CASE "#NM comes before the page fault of the operand"
        EXPECT_EVENT 7, 0, 9f
        PAGING_ON
        movl    %cr0, %eax
        orl     $8, %eax
        movl    %eax, %cr0
9:      fldl    0x400000

CASE "privilege comes before the operand: LGDT in ring 3"
        EXPECT_EVENT 13, 0, 9f
        PAGING_ON
        TO_RING 3
9:      lgdt    0x400000

CASE "segment comes before page"
        EXPECT_EVENT 13, 0, 9f
        PAGING_ON
        DESCRIPTOR X, 0, 0x3ff, P|DATA|WRITE, PAGES|BIG
        movl    $X, %eax
        movl    %eax, %ds
9:      movl    0x400000, %eax

CASE "a faulting PUSHA changes nothing"
        EXPECT_EVENT 14, 6, 9f
        EXPECT_SAVED CODE3, 0x300010, DATA3
        EXPECT_MEMORY 0x300000, 0x77777777
        PAGING_ON
        movl    $0x77777777, 0x300000
        movl    $0, TABLE+4*0x2ff
        TO_RING 3
        movl    $0x300010, %esp
9:      pushal

CASE "a faulting POPA changes nothing"
        EXPECT_EVENT 14, 4, 9f
        EXPECT_SAVED CODE3, 0x2ffff0, DATA3
        EXPECT edi, 0x1111
        PAGING_ON
        movl    $0, TABLE+4*0x300
        TO_RING 3
        movl    $0x2ffff0, %esp
        movl    $0x1111, %edi
9:      popal

CASE "REP MOVS stops at a page fault with exact registers and goes on"
        EXPECT_EVENT 14, 2, 9f
        EXPECT_MEMORY FREE2, 0x3
        EXPECT_MEMORY FREE2+4, 0x2ffff4+12
        EXPECT ecx, 0
        EXPECT edi, 0x300008
        EXPECT_MEMORY 0x300004, 0x99
        PAGING_ON
        movl    $0, TABLE+4*0x300
        movl    $0x99, FREE+16
        IDT_GATE 14, CODE0, 8f, 0x8e
        movl    $FREE, %esi
        movl    $0x2ffff4, %edi
        movl    $5, %ecx
9:      rep movsl
        hlt
8:      movl    $14, EVENTS
        movl    $1, LOG
        popl    EVENTS+4
        movl    (%esp), %eax
        movl    %eax, EVENTS+8
        incl    %ecx
        movl    %ecx, FREE2
        decl    %ecx
        movl    %edi, FREE2+4
        movl    $0x300007, TABLE+4*0x300
        iret

CASE "REP STOS backwards stops at the limit with exact registers"
        EXPECT_EVENT 13, 0, 9f
        EXPECT_SAVED CODE0
        EXPECT ecx, 2
        EXPECT edi, 0xff
        DESCRIPTOR X, FREE, 0xff, P|DATA|WRITE|DOWN, BIG
        movl    $X, %eax
        movl    %eax, %es
        movl    $0x101, %edi
        movl    $4, %ecx
        std
9:      rep stosb

CASE "REP with a count of zero touches nothing"
        EXPECT esi, 0x400000
        PAGING_ON
        movl    $0x400000, %esi
        movl    $0x400000, %edi
        xorl    %ecx, %ecx
        rep movsl
        hlt

CASE "XCHG that faults leaves the register"
        EXPECT_EVENT 14, 2, 9f
        EXPECT ecx, 5
        PAGING_ON
        movl    $5, %ecx
9:      xchgl   %ecx, 0x400000

CASE "CMPXCHG8B on a read-only page faults as a write and changes nothing"
        EXPECT_EVENT 14, 7, 9f
        EXPECT eax, 1
        PAGING_ON
        movl    $0x300005, TABLE+4*0x300
        TO_RING 3
        movl    $1, %eax
9:      lock cmpxchg8b 0x300000

CASE "ENTER that faults leaves EBP and ESP"
        EXPECT_EVENT 14, 6, 9f
        EXPECT_SAVED CODE3, 0x300010, DATA3
        EXPECT ebp, 0x1234
        PAGING_ON
        movl    $0, TABLE+4*0x2ff
        TO_RING 3
        movl    $0x300010, %esp
        movl    $0x1234, %ebp
9:      enter   $0x20, $0

CASE "a store across two pages of which the second faults writes nothing"
        EXPECT_EVENT 14, 2, 9f
        EXPECT cr2, 0x300000
        EXPECT_MEMORY 0x2ffffc, 0
        EXPECT_MEMORY TABLE+4*0x2ff, 0, 0x40
        PAGING_ON
        movl    $0, TABLE+4*0x300
9:      movl    $-1, 0x2ffffe

# --- I/O permission --------------------------------------------------------------------------------------------------

        .macro PERMIT limit, map=0x68
        movw    $\map, tss+t_map
        movw    $\limit, gdt+TSS
        movb    $0x89, gdt+TSS+5
        movl    $TSS, %eax
        ltr     %ax
        .endm

CASE "a clear bit permits a port in ring 3"
        EXPECT eax, 0x21
        movl    $0xfffffffd, tss+0x68+4
        PERMIT  0x68+8
        TO_RING 3
        xorl    %eax, %eax
        inb     $0x21, %al
        END

CASE "a set bit denies a port in ring 3"
        EXPECT_EVENT 13, 0, 9f
        movl    $0xfffffffd, tss+0x68+4
        PERMIT  0x68+8
        TO_RING 3
9:      inb     $0x22, %al

CASE "a word needs both bits"
        EXPECT_EVENT 13, 0, 9f
        movl    $0xfffffffd, tss+0x68+4
        PERMIT  0x68+8
        TO_RING 3
9:      inw     $0x21, %ax

CASE "a doubleword across a byte of the bitmap"
        EXPECT eax, 0x26262626
        movl    $0xfffffc3f, tss+0x68+4
        PERMIT  0x68+8
        TO_RING 3
        inl     $0x26, %eax
        END

CASE "a bitmap that ends before the second byte denies"
        EXPECT_EVENT 13, 0, 9f
        movl    $0, tss+0x68+4
        PERMIT  0x68+4
        TO_RING 3
9:      inb     $0x21, %al

CASE "a bitmap beyond the limit denies"
        EXPECT_EVENT 13, 0, 9f
        PERMIT  0x67, 0x1000
        TO_RING 3
9:      inb     $0x21, %al

CASE "IOPL 3 needs no bitmap"
        EXPECT eax, 0x21
        PERMIT  0x67, 0x1000
        TO_RING 3, 0x3002
        xorl    %eax, %eax
        inb     $0x21, %al
        END

CASE "REP OUTS with a denied port moves nothing"
        EXPECT_EVENT 13, 0, 9f
        EXPECT ecx, 3
        EXPECT esi, FREE
        TO_RING 3
        movl    $0x21, %edx
        movl    $3, %ecx
        movl    $FREE, %esi
9:      rep outsb
