# Far jumps, calls and returns without gates, and IRET between rings.
# Intel SDM vol. 2, JMP, CALL, RET, IRET; vol. 3A, 5.8 "Privilege Level Checking When Transferring Program Control Between
# Code Segments".

        .include "machine.inc"

CASE "JMP far to the same ring"
        EXPECT cs, X
        EXPECT eax, 1
        EXPECT_MEMORY gdt+X+4, 0x00cf9b00
        DESCRIPTOR X, 0, 0xfffff, P|CODE|READ, PAGES|BIG
        ljmp    $X, $8f
        hlt
8:      movl    $1, %eax
        hlt

CASE "JMP far to null is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
9:      ljmp    $0, $halt

CASE "JMP far to null with RPL 3 is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
9:      ljmp    $3, $halt

CASE "JMP far beyond the GDT is #GP(selector)"
        EXPECT_EVENT 13, 0x98, 9f
9:      ljmp    $0x98, $halt

CASE "JMP far to data is #GP(selector)"
        EXPECT_EVENT 13, DATA0, 9f
9:      ljmp    $DATA0, $halt

CASE "JMP far to code that is not present is #NP(selector)"
        EXPECT_EVENT 11, X, 9f
        DESCRIPTOR X, 0, 0xfffff, CODE|READ, PAGES|BIG
9:      ljmp    $X, $halt

CASE "JMP far beyond the limit is #GP(0) and leaves CS"
        EXPECT_EVENT 13, 0, 9f
        EXPECT_SAVED CODE0
        EXPECT_MEMORY gdt+X+4, 0x00409a00
        DESCRIPTOR X, 0, 0xfff, P|CODE|READ, BIG
9:      ljmp    $X, $0x1000

CASE "JMP far with RPL above CPL is #GP(selector)"
        EXPECT_EVENT 13, CODE0, 9f
9:      ljmp    $CODE0+1, $halt

CASE "JMP far to an inner ring is #GP(selector)"
        EXPECT_EVENT 13, CODE0, 9f
        TO_RING 3
9:      ljmp    $CODE0, $halt

CASE "JMP far to an outer ring is #GP(selector)"
        EXPECT_EVENT 13, CODE3-3, 9f
9:      ljmp    $CODE3-3, $halt

CASE "JMP far with RPL below CPL keeps CPL"
        EXPECT cs, CODE0
        EXPECT_EVENT 0x2f, 0, 0
        EXPECT_SAVED CODE3
        IDT_GATE 0x2f, CODE0, stubs+16*0x2f, 0xee
        TO_RING 3
        ljmp    $CODE3-3, $8f
8:      int     $0x2f

CASE "JMP far to conforming code of an inner ring keeps CPL"
        EXPECT_EVENT 0x2f, 0, 0
        EXPECT_SAVED X+3
        IDT_GATE 0x2f, CODE0, stubs+16*0x2f, 0xee
        DESCRIPTOR X, 0, 0xfffff, P|CODE|READ|CONFORM, PAGES|BIG
        TO_RING 3
        ljmp    $X, $8f
8:      int     $0x2f

CASE "JMP far to conforming code of an outer ring is #GP(selector)"
        EXPECT_EVENT 13, X, 9f
        DESCRIPTOR X, 0, 0xfffff, P|CODE|READ|CONFORM|DPL3, PAGES|BIG
9:      ljmp    $X, $halt

CASE "JMP far through memory"
        EXPECT eax, 5
        movl    $8f, FREE
        movw    $CODE0, FREE+4
        ljmp    *FREE
8:      movl    $5, %eax
        hlt

CASE "JMP far to 16-bit code"
        EXPECT cs, CODE16
        EXPECT eax, 0xffff1234
        movl    $-1, %eax
        ljmp    $CODE16, $8f-_start
        .code16
8:      movw    $0x1234, %ax
        hlt

CASE "a 16-bit operand size takes 16 bits of the offset"
        EXPECT eax, 6
        .byte   0x66, 0xea
        .word   8f-_start, CODE16
        hlt
        .code16
8:      movl    $6, %eax
        hlt

CASE "CALL far pushes CS and EIP"
        EXPECT esp, STACK0-8
        EXPECT_MEMORY STACK0-4, CODE0, 0xffff
        EXPECT_MEMORY STACK0-8, 7f
        lcall   $CODE0, $8f
7:      hlt
8:      hlt

CASE "CALL far and RET far"
        EXPECT esp, STACK0
        EXPECT eax, 0x11
        movl    $1, %eax
        lcall   $CODE0, $8f
        hlt
8:      addl    $0x10, %eax
        lret

CASE "RET far releases parameters"
        EXPECT esp, STACK0
        pushl   $1
        pushl   $2
        lcall   $CODE0, $8f
        hlt
8:      lret    $8

CASE "CALL far that cannot push is #SS(0) and changes nothing"
        EXPECT_EVENT 12, 0, 9f
        EXPECT_SAVED CODE3, 4, X+3
        DESCRIPTOR X, FREE, 0xfff, P|DATA|WRITE|DPL3, BIG
        TO_RING 3
        movl    $X+3, %eax
        movl    %eax, %ss
        movl    $4, %esp
9:      lcall   $CODE3, $halt

CASE "CALL far beyond the limit pushes nothing"
        EXPECT_EVENT 13, 0, 9f
        EXPECT_SAVED CODE3, STACK3
        EXPECT_MEMORY STACK3-4, 0x77777777
        DESCRIPTOR X, 0, 0xfff, P|CODE|READ|DPL3, BIG
        movl    $0x77777777, STACK3-4
        TO_RING 3
9:      lcall   $X, $0x1000

CASE "CALL far with a 16-bit operand size pushes words"
        EXPECT esp, STACK0-4
        EXPECT_MEMORY STACK0-4, CODE0<<16, 0xffff0000
        .byte   0x66, 0x9a
        .word   8f-_start, CODE16
        hlt
        .code16
8:      hlt

CASE "RET far to an inner ring is #GP(selector)"
        EXPECT_EVENT 13, CODE0, 9f
        TO_RING 3
        pushl   $CODE0
        pushl   $halt
9:      lret

CASE "RET far to an outer ring takes the stack and drops data segments"
        EXPECT_EVENT 0x2f, 0, 0
        EXPECT_SAVED CODE3, STACK3-0x100, DATA3
        EXPECT ds, 0
        EXPECT es, DATA3
        EXPECT fs, X
        IDT_GATE 0x2f, CODE0, stubs+16*0x2f, 0xee
        DESCRIPTOR X, 0, 0xfffff, P|CODE|READ|CONFORM, PAGES|BIG
        movl    $DATA3, %eax
        movl    %eax, %es
        movl    $X, %eax
        movl    %eax, %fs
        pushl   $DATA3
        pushl   $STACK3-0x100
        pushl   $CODE3
        pushl   $8f
        lret
8:      int     $0x2f

CASE "RET far n to an outer ring releases from both stacks"
        EXPECT_EVENT 0x2f, 0, 0
        EXPECT_SAVED CODE3, STACK3-0xf8, DATA3
        IDT_GATE 0x2f, CODE0, stubs+16*0x2f, 0xee
        pushl   $DATA3
        pushl   $STACK3-0x100
        pushl   $1
        pushl   $2
        pushl   $CODE3
        pushl   $8f
        lret    $8
8:      int     $0x2f

CASE "RET far to an outer ring with a null stack is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        pushl   $0
        pushl   $STACK3
        pushl   $CODE3
        pushl   $halt
9:      lret

CASE "RET far to an outer ring with the wrong stack is #GP(selector)"
        EXPECT_EVENT 13, DATA2-2, 9f
        pushl   $DATA2
        pushl   $STACK3
        pushl   $CODE3
        pushl   $halt
9:      lret

CASE "RET far to an outer ring with a stack not present is #SS(selector)"
        EXPECT_EVENT 12, X, 9f
        DESCRIPTOR X, 0, 0xfffff, DATA|WRITE|DPL3, PAGES|BIG
        pushl   $X+3
        pushl   $STACK3
        pushl   $CODE3
        pushl   $halt
9:      lret

CASE "RET far: DPL other than RPL is #GP(selector)"
        EXPECT_EVENT 13, CODE0, 9f
        pushl   $DATA3
        pushl   $STACK3
        pushl   $CODE0+3
        pushl   $halt
9:      lret

CASE "RET far to conforming code of a DPL above RPL is #GP(selector)"
        EXPECT_EVENT 13, X, 9f
        DESCRIPTOR X, 0, 0xfffff, P|CODE|READ|CONFORM|DPL3, PAGES|BIG
        pushl   $DATA2
        pushl   $STACK2
        pushl   $X+2
        pushl   $halt
9:      lret

CASE "RET far to code not present is #NP(selector)"
        EXPECT_EVENT 11, X, 9f
        DESCRIPTOR X, 0, 0xfffff, CODE|READ, PAGES|BIG
        pushl   $X
        pushl   $halt
9:      lret

CASE "RET far to null is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        pushl   $0
        pushl   $halt
9:      lret

# --- IRET ------------------------------------------------------------------------------------------------------------

CASE "IRET in ring 0 takes IOPL, IF, NT and the rest"
        EXPECT eflags, 0x00247ed7
        EXPECT esp, STACK0
        pushl   $0x00247ed7
        pushl   $CODE0
        pushl   $8f
        iret
8:      hlt

CASE "IRET in ring 3 with IOPL 0 changes neither IF nor IOPL"
        EXPECT_EVENT 0x2f, 0, 0, 0x00000002, 0x3202
        IDT_GATE 0x2f, CODE0, stubs+16*0x2f, 0xee
        TO_RING 3
        pushl   $0x3202
        pushl   $CODE3
        pushl   $8f
        iret
8:      int     $0x2f

CASE "IRET in ring 3 with IOPL 3 changes IF but not IOPL"
        EXPECT_EVENT 0x2f, 0, 0, 0x00003202, 0x3202
        IDT_GATE 0x2f, CODE0, stubs+16*0x2f, 0xee
        TO_RING 3, 0x3002
        pushl   $0x0202
        pushl   $CODE3
        pushl   $8f
        iret
8:      int     $0x2f

CASE "IRET to an inner ring is #GP(selector)"
        EXPECT_EVENT 13, CODE0, 9f
        TO_RING 3
        pushl   $2
        pushl   $CODE0
        pushl   $halt
9:      iret

CASE "IRET to ring 1 and on to ring 2"
        EXPECT_EVENT 0x2f, 0, 0
        EXPECT_SAVED CODE2, STACK2-0x40, DATA2
        IDT_GATE 0x2f, CODE0, stubs+16*0x2f, 0xee
        TO_RING 1
        pushl   $DATA2
        pushl   $STACK2-0x40
        pushl   $2
        pushl   $CODE2
        pushl   $8f
        iret
8:      int     $0x2f

CASE "IRET with 16 bits keeps the upper half of EFLAGS"
        EXPECT eflags, 0x00240003
        pushl   $0x00240002
        popfl
        ljmp    $CODE16, $7f-_start
        .code16
7:      pushw   $3
        pushw   $CODE16
        pushw   $8f-_start
        iretw
8:      hlt

CASE "IRET beyond the limit is #GP(0) and leaves EFLAGS"
        EXPECT_EVENT 13, 0, 9f, 0x2, 0xcd5
        DESCRIPTOR X, 0, 0xfff, P|CODE|READ, BIG
        xorl    %eax, %eax
        cld
        incl    %eax
        pushl   $0xcd7
        pushl   $X
        pushl   $0x1000
9:      iret

CASE "IRET to ring 3 with a stack of ring 0 is #GP(selector)"
        EXPECT_EVENT 13, DATA0, 9f
        pushl   $DATA0
        pushl   $STACK3
        pushl   $2
        pushl   $CODE3
        pushl   $halt
9:      iret

CASE "IRET from a 16-bit stack keeps the upper half of ESP"
        EXPECT esp, 0x0007f000
        pushl   $0
        movl    $DATA16, %eax
        movl    %eax, %ss
        movl    $0x7f000, %esp
        pushl   $2
        pushl   $CODE0
        pushl   $8f
        iret
8:      hlt

CASE "POPF in ring 3 with IOPL 0 changes neither IF nor IOPL, and does not fault"
        EXPECT_EVENT 0x2f, 0, 0, 0x00000402, 0x3602
        IDT_GATE 0x2f, CODE0, stubs+16*0x2f, 0xee
        TO_RING 3
        pushl   $0x3602
        popfl
        int     $0x2f

CASE "POPF cannot set VM; PUSHF does not show RF"
        EXPECT eax, 0x00000002
        pushl   $0x00030002
        popfl
        pushfl
        popl    %eax
        hlt

CASE "a near jump beyond the limit is #GP(0) at the jump"
        EXPECT_EVENT 13, 0, 9f
        EXPECT_SAVED X
        DESCRIPTOR X, 0, 0x1ffff, P|CODE|READ, BIG
        ljmp    $X, $9f
9:      jmp     .+0x10000

CASE "a near call beyond the limit is #GP(0) and pushes nothing"
        EXPECT_EVENT 13, 0, 9f
        EXPECT_SAVED X
        EXPECT_MEMORY STACK0-4, X, 0
        DESCRIPTOR X, 0, 0x1ffff, P|CODE|READ, BIG
        ljmp    $X, $8f
8:      movl    $0x20000, %eax
9:      call    *%eax

CASE "a near return beyond the limit is #GP(0) and leaves ESP"
        EXPECT_EVENT 13, 0, 9f
        EXPECT ebp, STACK0-4
        EXPECT esp, STACK0-4-20
        DESCRIPTOR X, 0, 0x1ffff, P|CODE|READ, BIG
        ljmp    $X, $8f
8:      pushl   $0x20000
        movl    %esp, %ebp
9:      ret
