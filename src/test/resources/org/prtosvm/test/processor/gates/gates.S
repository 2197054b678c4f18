# Call, interrupt and trap gates, with every check and error code.
# Intel SDM vol. 3A, 5.8.3 "Call Gates" to 5.8.6, 6.11 "IDT Descriptors", 6.12 "Exception and Interrupt Handling", 6.13 "Error
# Code"; vol. 2, CALL, JMP, INT n.

        .include "machine.inc"

# --- call gates ------------------------------------------------------------------------------------------------------

CASE "a call gate to the same ring"
        EXPECT esp, STACK0-8
        EXPECT_MEMORY STACK0-4, CODE0, 0xffff
        EXPECT_MEMORY STACK0-8, 7f
        EXPECT eax, 3
        GDT_GATE X, CODE0, 8f, 0x8c
        lcall   $X, $0x12345678
7:      hlt
8:      movl    $3, %eax
        hlt

CASE "a call gate to ring 0 from ring 3 switches the stack"
        EXPECT cs, CODE0
        EXPECT ss, DATA0
        EXPECT esp, STACK0-0x1010
        EXPECT_MEMORY STACK0-0x1004, DATA3, 0xffff
        EXPECT_MEMORY STACK0-0x1008, STACK3
        EXPECT_MEMORY STACK0-0x100c, CODE3, 0xffff
        EXPECT_MEMORY STACK0-0x1010, 7f
        EXPECT cpl, 0
        GDT_GATE X, CODE0, 8f, 0xec
        TO_RING 3
        lcall   $X+3, $0
7:      END
8:      hlt

CASE "a call gate copies parameters"
        EXPECT esp, STACK0-0x1018
        EXPECT_MEMORY STACK0-0x1004, DATA3, 0xffff
        EXPECT_MEMORY STACK0-0x1008, STACK3-8
        EXPECT_MEMORY STACK0-0x100c, 0x1111
        EXPECT_MEMORY STACK0-0x1010, 0x2222
        EXPECT_MEMORY STACK0-0x1014, CODE3, 0xffff
        GDT_GATE X, CODE0, 8f, 0xec, 2
        TO_RING 3
        pushl   $0x1111
        pushl   $0x2222
        lcall   $X, $0
8:      hlt

CASE "a 16-bit call gate pushes words and copies words"
        EXPECT esp, STACK0-0x100a
        EXPECT_MEMORY STACK0-0x1004, DATA3<<16|((STACK3-2)&0xffff)
        EXPECT_MEMORY STACK0-0x1008, 0x3333<<16|CODE3
        GDT_GATE X, CODE16, 8f-_start, 0xe4, 1
        TO_RING 3
        pushw   $0x3333
        lcall   $X, $0
        .code16
8:      hlt

CASE "there and back through a call gate with parameters"
        EXPECT_EVENT 0x2f, 0, 0
        EXPECT_SAVED CODE3, STACK3, DATA3
        EXPECT eax, 0x3333
        IDT_GATE 0x2f, CODE0, stubs+16*0x2f, 0xee
        GDT_GATE X, CODE0, 8f, 0xec, 1
        TO_RING 3
        pushl   $0x3333
        lcall   $X, $0
        int     $0x2f
8:      movl    8(%esp), %eax
        lret    $4

CASE "a call gate to conforming code keeps ring and stack"
        EXPECT_EVENT 0x2f, 0, 0
        EXPECT_SAVED Y+3, STACK3-8, DATA3
        IDT_GATE 0x2f, CODE0, stubs+16*0x2f, 0xee
        DESCRIPTOR Y, 0, 0xfffff, P|CODE|READ|CONFORM, PAGES|BIG
        GDT_GATE X, Y, 8f, 0xec
        TO_RING 3
        lcall   $X, $0
8:      int     $0x2f

CASE "a call gate to ring 1 from ring 3"
        EXPECT_EVENT 0x2f, 0, 0
        EXPECT_SAVED CODE1, STACK1-0x1010, DATA1
        IDT_GATE 0x2f, CODE0, stubs+16*0x2f, 0xee
        GDT_GATE X, CODE1, 8f, 0xec
        TO_RING 3
        lcall   $X, $0
8:      int     $0x2f

CASE "DPL of the gate below CPL is #GP(gate)"
        EXPECT_EVENT 13, X, 9f
        GDT_GATE X, CODE0, halt, 0xcc
        TO_RING 3
9:      lcall   $X, $0

CASE "DPL of the gate below RPL is #GP(gate)"
        EXPECT_EVENT 13, X, 9f
        GDT_GATE X, CODE0, halt, 0x8c
9:      lcall   $X+1, $0

CASE "a call gate that is not present is #NP(gate)"
        EXPECT_EVENT 11, X, 9f
        GDT_GATE X, CODE0, halt, 0x6c
9:      lcall   $X, $0

CASE "privilege comes before present: #GP(gate)"
        EXPECT_EVENT 13, X, 9f
        GDT_GATE X, CODE0, halt, 0x0c
        TO_RING 3
9:      lcall   $X, $0

CASE "a call gate with a null selector is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        GDT_GATE X, 0, halt, 0x8c
9:      lcall   $X, $0

CASE "a call gate beyond the table is #GP(selector)"
        EXPECT_EVENT 13, 0x98, 9f
        GDT_GATE X, 0x98, halt, 0x8c
9:      lcall   $X, $0

CASE "a call gate to data is #GP(selector)"
        EXPECT_EVENT 13, DATA0, 9f
        GDT_GATE X, DATA0, halt, 0x8c
9:      lcall   $X, $0

CASE "a call gate to an outer ring is #GP(selector)"
        EXPECT_EVENT 13, CODE3-3, 9f
        GDT_GATE X, CODE3, halt, 0x8c
9:      lcall   $X, $0

CASE "a call gate to code not present is #NP(selector)"
        EXPECT_EVENT 11, Y, 9f
        DESCRIPTOR Y, 0, 0xfffff, CODE|READ, PAGES|BIG
        GDT_GATE X, Y, halt, 0x8c
9:      lcall   $X, $0

CASE "a call gate beyond the limit of the code is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        DESCRIPTOR Y, 0, 0xfff, P|CODE|READ, BIG
        GDT_GATE X, Y, halt, 0x8c
9:      lcall   $X, $0

CASE "JMP through a call gate to the same ring"
        EXPECT eax, 4
        EXPECT esp, STACK0
        GDT_GATE X, CODE0, 8f, 0x8c
        ljmp    $X, $0
8:      movl    $4, %eax
        hlt

CASE "JMP through a call gate to an inner ring is #GP(selector)"
        EXPECT_EVENT 13, CODE0, 9f
        GDT_GATE X, CODE0, halt, 0xec
        TO_RING 3
9:      ljmp    $X, $0

CASE "an interrupt gate in the GDT is no target: #GP(gate)"
        EXPECT_EVENT 13, X, 9f
        GDT_GATE X, CODE0, halt, 0x8e
9:      lcall   $X, $0

CASE "a null stack of the inner ring is #TS(0)"
        EXPECT_EVENT 10, 0, 9f
        IDT_GATE 10, CODE1, 8f, 0x8e
        GDT_GATE X, CODE0, halt, 0xec
        movl    $0, tss+t_ss0
        # The handler needs a stack too: that of ring 1.
        TO_RING 3
9:      lcall   $X, $0
8:      popl    %eax
        movl    $DATA1, %ecx
        movl    %ecx, %ds
        movl    %eax, EVENTS+4
        movl    $10, EVENTS
        popl    EVENTS+8
        movl    $1, LOG
        movl    $DATA0, %ss:tss+t_ss0
        int     $0x31

CASE "a stack with the wrong DPL is #TS(selector)"
        EXPECT_EVENT 10, DATA2-2, 9f
        GDT_GATE X, CODE1, halt, 0xec
        movl    $DATA2, tss+0x10
        TO_RING 3
9:      lcall   $X, $0

CASE "a stack with the wrong RPL is #TS(selector)"
        EXPECT_EVENT 10, DATA1-1, 9f
        GDT_GATE X, CODE1, halt, 0xec
        movl    $DATA1-1, tss+0x10
        TO_RING 3
9:      lcall   $X, $0

CASE "a read-only stack is #TS(selector)"
        EXPECT_EVENT 10, Y, 9f
        DESCRIPTOR Y, 0, 0xfffff, P|DATA|DPL1, PAGES|BIG
        GDT_GATE X, CODE1, halt, 0xec
        movl    $Y+1, tss+0x10
        TO_RING 3
9:      lcall   $X, $0

CASE "a stack beyond the table is #TS(selector)"
        EXPECT_EVENT 10, 0x98, 9f
        GDT_GATE X, CODE1, halt, 0xec
        movl    $0x99, tss+0x10
        TO_RING 3
9:      lcall   $X, $0

CASE "a stack not present is #SS(selector)"
        EXPECT_EVENT 12, Y, 9f
        DESCRIPTOR Y, 0, 0xfffff, DATA|WRITE|DPL1, PAGES|BIG
        GDT_GATE X, CODE1, halt, 0xec
        movl    $Y+1, tss+0x10
        TO_RING 3
9:      lcall   $X, $0

CASE "a stack too small for the frame is #SS(selector)"
        EXPECT_EVENT 12, Y, 9f
        DESCRIPTOR Y, FREE, 0xfff, P|DATA|WRITE|DPL1, BIG
        GDT_GATE X, CODE1, halt, 0xec
        movl    $Y+1, tss+0x10
        movl    $0xc, tss+0xc
        TO_RING 3
9:      lcall   $X, $0

CASE "a TSS too short for the stack of the ring is #TS(task register)"
        EXPECT_EVENT 10, X, 9f
        DESCRIPTOR X, FREE, 0x0f, P|0x09
        movl    $STACK0-0x1000, FREE+4
        movl    $DATA0, FREE+8
        movl    $X, %eax
        ltr     %ax
        GDT_GATE Y, CODE1, halt, 0xec
        TO_RING 3
9:      lcall   $Y, $0

CASE "entering an inner ring marks the new stack accessed"
        EXPECT_MEMORY gdt+Y+4, 0x00cfb300
        DESCRIPTOR Y, 0, 0xfffff, P|DATA|WRITE|DPL1, PAGES|BIG
        GDT_GATE X, CODE1, 8f, 0xec
        movl    $Y+1, tss+0x10
        TO_RING 3
        lcall   $X, $0
8:      END

CASE "a gate to a ring whose stack faults pushes nothing and changes nothing"
        EXPECT_EVENT 12, Y, 9f
        EXPECT_SAVED CODE3, STACK3, DATA3
        EXPECT_MEMORY FREE+8, 0x77777777
        movl    $0x77777777, FREE+8
        DESCRIPTOR Y, FREE, 0xfff, P|DATA|WRITE|DPL1, BIG
        GDT_GATE X, CODE1, halt, 0xec
        movl    $Y+1, tss+0x10
        movl    $0xc, tss+0xc
        TO_RING 3
9:      lcall   $X, $0

# --- interrupt and trap gates ----------------------------------------------------------------------------------------

CASE "an interrupt gate clears IF, TF, NT and pushes the old flags"
        EXPECT eflags, 0x2, 0x4302
        EXPECT_MEMORY STACK0-4, 0x4202, 0x4302
        EXPECT_MEMORY STACK0-8, CODE0, 0xffff
        EXPECT_MEMORY STACK0-12, 7f
        EXPECT esp, STACK0-12
        IDT_GATE 0x30, CODE0, 8f, 0x8e
        pushl   $0x4202
        popfl
        int     $0x30
7:      hlt
8:      hlt

CASE "a trap gate keeps IF"
        EXPECT eflags, 0x202, 0x4302
        IDT_GATE 0x30, CODE0, 8f, 0x8f
        pushl   $0x4202
        popfl
        int     $0x30
8:      hlt

CASE "a 16-bit interrupt gate pushes words"
        EXPECT esp, STACK0-6
        EXPECT_MEMORY STACK0-4, 0x02<<16|CODE0, 0x02ffff
        IDT_GATE 0x30, CODE16, 8f-_start, 0x86
        int     $0x30
        .code16
8:      hlt

CASE "a 16-bit trap gate keeps IF"
        EXPECT eflags, 0x202, 0x302
        IDT_GATE 0x30, CODE16, 8f-_start, 0x87
        sti
        int     $0x30
        .code16
8:      hlt

CASE "an interrupt from ring 3 to ring 0 pushes the outer stack"
        EXPECT esp, STACK0-0x1014
        EXPECT_MEMORY STACK0-0x1004, DATA3, 0xffff
        EXPECT_MEMORY STACK0-0x1008, STACK3
        EXPECT_MEMORY STACK0-0x1010, CODE3, 0xffff
        EXPECT_MEMORY STACK0-0x1014, 7f
        EXPECT ds, DATA3
        IDT_GATE 0x30, CODE0, 8f, 0xee
        TO_RING 3
        int     $0x30
7:      hlt
8:      hlt

CASE "an interrupt to conforming code of ring 0 stays in ring 3"
        EXPECT_EVENT 0x2f, 0, 0
        EXPECT_SAVED X+3, STACK3-12, DATA3
        IDT_GATE 0x2f, CODE0, stubs+16*0x2f, 0xee
        IDT_GATE 0x30, X, 8f, 0xee
        DESCRIPTOR X, 0, 0xfffff, P|CODE|READ|CONFORM, PAGES|BIG
        TO_RING 3
        int     $0x30
8:      int     $0x2f

CASE "INT n with a gate of a lower DPL is #GP(8n+2)"
        EXPECT_EVENT 13, 0x30*8+2, 9f
        IDT_GATE 0x30, CODE0, halt, 0xce
        TO_RING 3
9:      int     $0x30

CASE "INT3 with a gate of a lower DPL is #GP(8n+2)"
        EXPECT_EVENT 13, 3*8+2, 9f
        TO_RING 3
9:      int3

CASE "INTO with a gate of a lower DPL is #GP(8n+2)"
        EXPECT_EVENT 13, 4*8+2, 9f
        TO_RING 3
        movb    $0x7f, %al
        incb    %al
9:      into

CASE "INTO without overflow does nothing"
        EXPECT eax, 2
        movl    $1, %eax
        incl    %eax
        into
        hlt

CASE "an exception does not ask for the DPL of its gate"
        EXPECT_EVENT 6, 0, 9f
        EXPECT_SAVED CODE3
        TO_RING 3
9:      ud2

CASE "INT1 does not ask for the DPL of its gate"
        EXPECT_EVENT 1, 0, 9f
        TO_RING 3
        .byte   0xf1
9:      hlt

CASE "INT n with a gate that is not present is #NP(8n+2)"
        EXPECT_EVENT 11, 0x30*8+2, 9f
        IDT_GATE 0x30, CODE0, halt, 0x0e
9:      int     $0x30

CASE "INT n with a null gate is #GP(8n+2)"
        EXPECT_EVENT 13, 0x30*8+2, 9f
9:      int     $0x30

CASE "INT n with a call gate is #GP(8n+2)"
        EXPECT_EVENT 13, 0x30*8+2, 9f
        IDT_GATE 0x30, CODE0, halt, 0xec
9:      int     $0x30

CASE "INT n beyond the IDT is #GP(8n+2)"
        EXPECT_EVENT 13, 0x40*8+2, 9f
9:      int     $0x40

CASE "INT ff beyond the IDT is #GP(8n+2)"
        EXPECT_EVENT 13, 0xff*8+2, 9f
9:      int     $0xff

CASE "a gate half beyond the IDT is #GP(8n+2)"
        EXPECT_EVENT 13, 0x2f*8+2, 9f
        movw    $0x2f*8+6, idtr
        lidt    idtr
9:      int     $0x2f

CASE "a handler with a null selector is #GP(0) for INT n"
        EXPECT_EVENT 13, 0, 9f
        IDT_GATE 0x30, 0, halt, 0x8e
9:      int     $0x30

CASE "a handler beyond the table is #GP(selector)"
        EXPECT_EVENT 13, 0x98, 9f
        IDT_GATE 0x30, 0x98, halt, 0x8e
9:      int     $0x30

CASE "a handler in a data segment is #GP(selector)"
        EXPECT_EVENT 13, DATA0, 9f
        IDT_GATE 0x30, DATA0, halt, 0x8e
9:      int     $0x30

CASE "a handler in an outer ring is #GP(selector)"
        EXPECT_EVENT 13, CODE3-3, 9f
        IDT_GATE 0x30, CODE3, halt, 0x8e
9:      int     $0x30

CASE "a handler not present is #NP(selector)"
        EXPECT_EVENT 11, X, 9f
        DESCRIPTOR X, 0, 0xfffff, CODE|READ, PAGES|BIG
        IDT_GATE 0x30, X, halt, 0x8e
9:      int     $0x30

CASE "a handler beyond the limit of its segment is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        DESCRIPTOR X, 0, 0xfff, P|CODE|READ, BIG
        IDT_GATE 0x30, X, halt, 0x8e
9:      int     $0x30

CASE "the stack of the ring is checked for INT n without EXT"
        EXPECT_EVENT 10, DATA2-2, 9f
        IDT_GATE 0x30, CODE1, halt, 0xee
        movl    $DATA2, tss+0x10
        TO_RING 3
9:      int     $0x30

CASE "INT n whose push fails is #SS(0)"
        EXPECT_EVENT 12, 0, 9f
        IDT_GATE 0x30, CODE3, halt, 0xee
        DESCRIPTOR X, FREE, 0xfff, P|DATA|WRITE|DPL3, BIG
        TO_RING 3
        movl    $X+3, %eax
        movl    %eax, %ss
        movl    $8, %esp
9:      int     $0x30

# Faults while an exception is delivered have EXT set. The exception is benign (#UD, #BP as an exception would be), so that
# no double fault comes of it.

CASE "EXT: a gate that is not present, for an exception: #NP(8n+3)"
        EXPECT_EVENT 11, 6*8+3, 9f
        IDT_GATE 6, CODE0, halt, 0x0e
9:      ud2

CASE "EXT: a null gate for an exception: #GP(8n+3)"
        EXPECT_EVENT 13, 6*8+3, 9f
        movl    $0, idt+6*8
        movl    $0, idt+6*8+4
9:      ud2

CASE "EXT: a handler with a null selector for an exception: #GP(1)"
        EXPECT_EVENT 13, 1, 9f
        IDT_GATE 6, 0, halt, 0x8e
9:      ud2

CASE "EXT: a handler in a data segment for an exception: #GP(selector+1)"
        EXPECT_EVENT 13, DATA0+1, 9f
        IDT_GATE 6, DATA0, halt, 0x8e
9:      ud2

CASE "EXT: a handler not present for an exception: #NP(selector+1)"
        EXPECT_EVENT 11, X+1, 9f
        DESCRIPTOR X, 0, 0xfffff, CODE|READ, PAGES|BIG
        IDT_GATE 6, X, halt, 0x8e
9:      ud2

CASE "EXT: the stack of the ring for an exception: #TS(selector+1)"
        EXPECT_EVENT 10, DATA2-2+1, 9f
        IDT_GATE 6, CODE1, halt, 0x8e
        movl    $DATA2, tss+0x10
        TO_RING 3
9:      ud2

CASE "EXT: a push that fails for an exception: #SS(1)"
        EXPECT_EVENT 12, 1, 9f
        IDT_GATE 6, CODE3, halt, 0x8e
        DESCRIPTOR X, FREE, 0xfff, P|DATA|WRITE|DPL3, BIG
        TO_RING 3
        movl    $X+3, %eax
        movl    %eax, %ss
        movl    $8, %esp
9:      ud2

CASE "EXT: a handler beyond its limit for an exception: #GP(1)"
        EXPECT_EVENT 13, 1, 9f
        DESCRIPTOR X, 0, 0xfff, P|CODE|READ, BIG
        IDT_GATE 6, X, halt, 0x8e
9:      ud2

CASE "an error code goes through a 16-bit gate as a word"
        EXPECT esp, STACK0-8
        EXPECT_MEMORY STACK0-8, 0x98, 0xffff
        IDT_GATE 13, CODE16, 8f-_start, 0x86
        movl    $0x98, %eax
        movl    %eax, %ds
        .code16
8:      hlt
