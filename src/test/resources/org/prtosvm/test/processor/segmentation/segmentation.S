# Data and stack segments: loading, limits, types, null selectors, tables.
# Intel SDM vol. 3A, 3.4 "Logical and Linear Addresses", 5.2 "Fields and Flags", 5.3 "Limit Checking", 5.4 "Type Checking",
# 5.6 "Privilege Level Checking When Accessing Data Segments"; vol. 2, MOV, LDS, LLDT, LTR, LAR, LSL, VERR, ARPL.

        .include "machine.inc"

# Loads DS from AX at the label 9, where a fault is expected.
        .macro LOAD_DS selector
        movl    $\selector, %eax
9:      movl    %eax, %ds
        .endm

        .macro LOAD_SS selector
        movl    $\selector, %eax
9:      movl    %eax, %ss
        .endm

# --- loading ---------------------------------------------------------------------------------------------------------

CASE "null in DS is allowed until it is used"
        EXPECT ds, 3
        EXPECT eax, 3
        LOAD_DS 3
        hlt

CASE "an access through a null DS is #GP(0)"
        EXPECT_EVENT 13, 0, 8f
        LOAD_DS 0
8:      movl    0, %ecx
        hlt

CASE "an access through a null GS is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
9:      movl    %gs:0, %ecx
        hlt

CASE "null in SS is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        EXPECT ss, DATA0
        LOAD_SS 0
        hlt

CASE "a selector beyond the GDT is #GP(selector)"
        EXPECT_EVENT 13, 0x98, 9f
        EXPECT ds, DATA0
        LOAD_DS 0x98
        hlt

CASE "a selector of the LDT without an LDT is #GP(selector)"
        EXPECT_EVENT 13, 0x04, 9f
        LOAD_DS 0x07
        hlt

CASE "a code segment that cannot be read is #GP(selector) in DS"
        EXPECT_EVENT 13, X, 9f
        DESCRIPTOR X, 0, 0xfffff, P|CODE, PAGES|BIG
        LOAD_DS X
        hlt

CASE "a readable code segment may be in DS"
        EXPECT ds, X
        EXPECT ecx, 0x5a5a
        DESCRIPTOR X, FREE, 0xfff, P|CODE|READ, BIG
        movl    $0x5a5a, FREE + 4
        LOAD_DS X
        movl    4, %ecx
        hlt

CASE "a system descriptor in DS is #GP(selector)"
        EXPECT_EVENT 13, TSS, 9f
        LOAD_DS TSS
        hlt

CASE "a data segment that is not present is #NP(selector)"
        EXPECT_EVENT 11, X, 9f
        EXPECT ds, DATA0
        DESCRIPTOR X, 0, 0xfffff, DATA|WRITE, PAGES|BIG
        LOAD_DS X
        hlt

CASE "type comes before present: code that cannot be read and is not present is #GP"
        EXPECT_EVENT 13, X, 9f
        DESCRIPTOR X, 0, 0xfffff, CODE, PAGES|BIG
        LOAD_DS X
        hlt

CASE "a stack that is not present is #SS(selector)"
        EXPECT_EVENT 12, X, 9f
        EXPECT ss, DATA0
        DESCRIPTOR X, 0, 0xfffff, DATA|WRITE, PAGES|BIG
        LOAD_SS X
        hlt

CASE "a read-only segment in SS is #GP(selector)"
        EXPECT_EVENT 13, X, 9f
        DESCRIPTOR X, 0, 0xfffff, P|DATA, PAGES|BIG
        LOAD_SS X
        hlt

CASE "a code segment in SS is #GP(selector)"
        EXPECT_EVENT 13, CODE0, 9f
        LOAD_SS CODE0
        hlt

CASE "RPL of SS other than CPL is #GP(selector)"
        EXPECT_EVENT 13, DATA0, 9f
        LOAD_SS DATA0+3
        hlt

CASE "DPL of SS other than CPL is #GP(selector)"
        EXPECT_EVENT 13, DATA3-3, 9f
        LOAD_SS DATA3-3
        hlt

CASE "RPL above DPL in DS is #GP(selector)"
        EXPECT_EVENT 13, DATA0, 9f
        LOAD_DS DATA0+1
        hlt

CASE "ring 3 may not load a segment of ring 0"
        EXPECT_EVENT 13, DATA0, 9f
        TO_RING 3
        LOAD_DS DATA0
        hlt

CASE "ring 3 may load a segment of ring 3 whatever the RPL"
        EXPECT ds, DATA3-3
        TO_RING 3
        LOAD_DS DATA3-3
        END

CASE "ring 3 may load conforming code of ring 0"
        EXPECT ds, X
        DESCRIPTOR X, 0, 0xfffff, P|CODE|READ|CONFORM, PAGES|BIG
        TO_RING 3
        LOAD_DS X
        END

CASE "loading sets the accessed bit"
        EXPECT_MEMORY gdt+X+4, 0x00cf9300
        DESCRIPTOR X, 0, 0xfffff, P|DATA|WRITE, PAGES|BIG
        LOAD_DS X
        hlt

CASE "loading SS sets the accessed bit"
        EXPECT_MEMORY gdt+X+4, 0x00cf9300
        DESCRIPTOR X, 0, 0xfffff, P|DATA|WRITE, PAGES|BIG
        LOAD_SS X
        hlt

CASE "a load that faults leaves the accessed bit clear"
        EXPECT_EVENT 11, X, 9f
        EXPECT_MEMORY gdt+X+4, 0x00cf1200
        DESCRIPTOR X, 0, 0xfffff, DATA|WRITE, PAGES|BIG
        LOAD_DS X
        hlt

CASE "the hidden part stays when the descriptor changes"
        EXPECT ecx, 0x77
        EXPECT ds, X
        DESCRIPTOR X, FREE, 0xfff, P|DATA|WRITE, BIG
        movl    $0x77, FREE
        LOAD_DS X
        movl    $0, %es:gdt + X
        movl    $0, %es:gdt + X + 4
        movl    0, %ecx
        hlt

CASE "POP to a segment register that faults leaves ESP"
        EXPECT_EVENT 13, 0x98, 9f
        EXPECT_SAVED CODE0
        EXPECT ebp, STACK0-4
        EXPECT esp, STACK0-4-20
        pushl   $0x98
        movl    %esp, %ebp
9:      popl    %ds
        hlt

CASE "LES loads selector and offset"
        EXPECT es, DATA3
        EXPECT edi, 0x1234
        movl    $0x1234, FREE
        movw    $DATA3, FREE + 4
        les     FREE, %edi
        hlt

CASE "LDS that faults leaves the register"
        EXPECT_EVENT 11, X, 9f
        EXPECT esi, 7
        DESCRIPTOR X, 0, 0xfffff, DATA|WRITE, PAGES|BIG
        movl    $7, %esi
        movl    $0x1234, FREE
        movw    $X, FREE + 4
9:      lds     FREE, %esi
        hlt

CASE "LSS loads the stack in one step"
        EXPECT ss, X
        EXPECT esp, 0x800
        DESCRIPTOR X, FREE, 0xfff, P|DATA|WRITE, BIG
        movl    $0x800, FREE
        movw    $X, FREE + 4
        lss     FREE, %esp
        hlt

CASE "MOV to CS is #UD"
        EXPECT_EVENT 6, 0, 9f
        xorl    %eax, %eax
9:      .byte   0x8e, 0xc8
        hlt

CASE "MOV to segment register 6 is #UD"
        EXPECT_EVENT 6, 0, 9f
9:      .byte   0x8e, 0xf0
        hlt

CASE "a 32-bit MOV from a segment register clears the upper half"
        EXPECT eax, DATA0
        movl    $-1, %eax
        movl    %ds, %eax
        hlt

# --- limits ----------------------------------------------------------------------------------------------------------

        .macro SMALL_DS limit, access=P|DATA|WRITE, flags=BIG
        DESCRIPTOR X, FREE, \limit, \access, \flags
        movl    $X, %eax
        movl    %eax, %ds
        .endm

CASE "the last byte within the limit"
        EXPECT_MEMORY FREE+0x100, 0x00000055
        SMALL_DS 0x100
        movb    $0x55, 0x100
        hlt

CASE "a byte beyond the limit is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        EXPECT_MEMORY FREE+0x100, 0
        SMALL_DS 0x100
9:      movb    $0x55, 0x101
        hlt

CASE "a word whose second byte is beyond the limit is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        EXPECT_MEMORY FREE+0x100, 0
        SMALL_DS 0x100
9:      movw    $0x5555, 0x100
        hlt

CASE "a word at the limit"
        EXPECT_MEMORY FREE+0x100, 0x00005555
        SMALL_DS 0x101
        movw    $0x5555, 0x100
        hlt

CASE "a doubleword whose last byte is beyond the limit is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        EXPECT_MEMORY FREE+0x100, 0
        SMALL_DS 0x102
9:      movl    $0x55555555, 0x100
        hlt

CASE "a doubleword at the limit"
        EXPECT_MEMORY FREE+0x100, 0x55555555
        SMALL_DS 0x103
        movl    $0x55555555, 0x100
        hlt

CASE "a doubleword around the end of the offsets faults"
        EXPECT_EVENT 13, 0, 9f
        SMALL_DS 0x103
9:      movl    -2, %ecx
        hlt

CASE "a limit in pages ends with the page"
        EXPECT_EVENT 13, 0, 9f
        EXPECT_MEMORY FREE+0x1ffc, 0x11
        SMALL_DS 1, P|DATA|WRITE, BIG|PAGES
        movl    $0x11, 0x1ffc
9:      movl    $0x11, 0x1ffd
        hlt

CASE "a limit of 0 holds one byte"
        EXPECT_EVENT 13, 0, 9f
        EXPECT_MEMORY FREE, 0x11
        SMALL_DS 0
        movb    $0x11, 0
9:      movb    $0x11, 1
        hlt

CASE "beyond the limit of SS is #SS(0)"
        EXPECT_EVENT 12, 0, 9f
        DESCRIPTOR X, FREE, 0xfff, P|DATA|WRITE, BIG
        movl    $X, %eax
        movl    %eax, %ss
        movl    $0x800, %esp
9:      movl    %ss:0xffd, %ecx
        hlt

CASE "EBP addresses SS: #SS(0)"
        EXPECT_EVENT 12, 0, 9f
        DESCRIPTOR X, FREE, 0xfff, P|DATA|WRITE, BIG
        movl    $X, %eax
        movl    %eax, %ss
        movl    $0x800, %esp
        movl    $0x1000, %ebp
9:      movb    (%ebp), %cl
        hlt

CASE "EBP with a DS override is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        SMALL_DS 0xfff
        movl    $0x1000, %ebp
9:      movb    %ds:(%ebp), %cl
        hlt

CASE "PUSH beyond the limit is #SS(0) and leaves ESP"
        EXPECT_EVENT 12, 0, 9f
        EXPECT_SAVED CODE3, 0x2, X+3
        DESCRIPTOR X, FREE, 0xfff, P|DATA|WRITE|DPL3, BIG
        TO_RING 3
        movl    $X + 3, %eax
        movl    %eax, %ss
        movl    $2, %esp
9:      pushl   %eax
        hlt

CASE "a write to a read-only segment is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        EXPECT_MEMORY FREE, 0
        SMALL_DS 0xfff, P|DATA
        movl    0, %ecx
9:      movl    $1, 0
        hlt

CASE "a read-modify-write of a read-only segment is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        SMALL_DS 0xfff, P|DATA
9:      addl    $1, 0
        hlt

CASE "a write through CS is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        EXPECT_MEMORY FREE, 0
9:      movl    $1, %cs:FREE
        hlt

CASE "a read through CS"
        EXPECT eax, 0x99
        movl    $0x99, FREE
        movl    %cs:FREE, %eax
        hlt

CASE "a read through execute-only CS is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        EXPECT_SAVED X
        DESCRIPTOR X, 0, 0xfffff, P|CODE, PAGES|BIG
        ljmp    $X, $8f
8:
9:      movl    %cs:FREE, %eax
        hlt

CASE "the limit counts from the base"
        EXPECT ecx, 0x66
        DESCRIPTOR X, 0x12345678, 0xf, P|DATA|WRITE, BIG
        DESCRIPTOR Y, FREE-0x10, 0x1f, P|DATA|WRITE, BIG
        movl    $0x66, FREE
        movl    $Y, %eax
        movl    %eax, %ds
        movl    0x10, %ecx
        hlt

CASE "a base around the end of the linear addresses wraps"
        EXPECT ecx, 0x67
        DESCRIPTOR X, 0xffff0000, 0xfffff, P|DATA|WRITE, BIG|PAGES
        movl    $0x67, FREE
        movl    $X, %eax
        movl    %eax, %ds
        movl    FREE + 0x10000, %ecx
        hlt

# --- expand-down -----------------------------------------------------------------------------------------------------

CASE "expand-down: the first valid offset is limit + 1"
        EXPECT_MEMORY FREE+0x100, 0x5500
        SMALL_DS 0x100, P|DATA|WRITE|DOWN, BIG
        movb    $0x55, 0x101
        hlt

CASE "expand-down: the limit itself is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        SMALL_DS 0x100, P|DATA|WRITE|DOWN, BIG
9:      movb    $0x55, 0x100
        hlt

CASE "expand-down: a word that begins at the limit is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        SMALL_DS 0x100, P|DATA|WRITE|DOWN, BIG
9:      movw    $0x55, 0x100
        hlt

CASE "expand-down with B clear ends at 64 KiB"
        EXPECT_EVENT 13, 0, 9f
        EXPECT_MEMORY FREE+0xfffc, 0x55000000
        SMALL_DS 0x100, P|DATA|WRITE|DOWN, 0
        movb    $0x55, 0xffff
9:      movb    $0x55, 0x10000
        hlt

CASE "expand-down with B clear: a word across 64 KiB is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        SMALL_DS 0x100, P|DATA|WRITE|DOWN, 0
9:      movw    $0x55, 0xffff
        hlt

CASE "expand-down with B set reaches beyond 64 KiB"
        EXPECT_MEMORY FREE+0x10000, 0x55
        SMALL_DS 0x100, P|DATA|WRITE|DOWN, BIG
        movl    $0x55, 0x10000
        hlt

CASE "expand-down with a limit in pages"
        EXPECT_EVENT 13, 0, 9f
        EXPECT_MEMORY FREE+0x1000, 0x55
        SMALL_DS 0, P|DATA|WRITE|DOWN, BIG|PAGES
        movl    $0x55, 0x1000
9:      movl    $0x55, 0xfff
        hlt

CASE "expand-down stack of 16 bits: PUSH uses SP"
        EXPECT esp, 0x0005fffc
        EXPECT_MEMORY FREE+0xfffc, 0x31337
        DESCRIPTOR X, FREE, 0x7fff, P|DATA|WRITE|DOWN, 0
        movl    $X, %eax
        movl    %eax, %ss
        movl    $0x50000, %esp
        pushl   $0x31337
        hlt

# --- tables ----------------------------------------------------------------------------------------------------------

CASE "LLDT and a segment of the LDT"
        EXPECT ldtr, LDT
        EXPECT ds, 4
        EXPECT ecx, 0x21
        movl    $0x21, FREE
        movl    $LDT, %eax
        lldt    %ax
        movl    $4, %eax
        movl    %eax, %ds
        movl    FREE, %ecx
        hlt

CASE "a selector beyond the LDT is #GP(selector)"
        EXPECT_EVENT 13, 0x24, 9f
        movl    $LDT, %eax
        lldt    %ax
        LOAD_DS 0x24
        hlt

CASE "LLDT null: selectors of the LDT fault"
        EXPECT_EVENT 13, 4, 9f
        EXPECT ldtr, 0
        movl    $LDT, %eax
        lldt    %ax
        xorl    %eax, %eax
        lldt    %ax
        LOAD_DS 4
        hlt

CASE "LLDT with a selector of the LDT is #GP(selector)"
        EXPECT_EVENT 13, 4, 9f
        EXPECT ldtr, LDT
        movl    $LDT, %eax
        lldt    %ax
        movl    $4, %eax
9:      lldt    %ax
        hlt

CASE "LLDT with something else is #GP(selector)"
        EXPECT_EVENT 13, DATA0, 9f
        movl    $DATA0, %eax
9:      lldt    %ax
        hlt

CASE "LLDT not present is #NP(selector)"
        EXPECT_EVENT 11, X, 9f
        DESCRIPTOR X, FREE, 0xff, 0x02
        movl    $X, %eax
9:      lldt    %ax
        hlt

CASE "LTR makes the task busy"
        EXPECT tr, TSS_B
        EXPECT_MEMORY gdt+TSS_B+4, 0x00008b01
        movl    $TSS_B, %eax
        ltr     %ax
        hlt

CASE "LTR of a busy task is #GP(selector)"
        EXPECT_EVENT 13, TSS, 9f
        movl    $TSS, %eax
9:      ltr     %ax
        hlt

CASE "LTR null is #GP(0)"
        EXPECT_EVENT 13, 0, 9f
        EXPECT tr, TSS
        xorl    %eax, %eax
9:      ltr     %ax
        hlt

CASE "LTR not present is #NP(selector)"
        EXPECT_EVENT 11, X, 9f
        DESCRIPTOR X, FREE, 0x67, 0x09
        movl    $X, %eax
9:      ltr     %ax
        hlt

CASE "LTR with a selector of the LDT is #GP(selector)"
        EXPECT_EVENT 13, 4, 9f
        movl    $LDT, %eax
        lldt    %ax
        movl    $4, %eax
9:      ltr     %ax
        hlt

CASE "LTR of a segment is #GP(selector)"
        EXPECT_EVENT 13, DATA0, 9f
        movl    $DATA0, %eax
9:      ltr     %ax
        hlt

CASE "STR and SLDT"
        EXPECT ecx, TSS
        EXPECT edx, LDT
        movl    $LDT, %eax
        lldt    %ax
        movl    $-1, %ecx
        movl    $-1, %edx
        str     %ecx
        sldt    %edx
        hlt

CASE "SGDT stores limit and base"
        EXPECT_MEMORY FREE, gdt_end-gdt-1, 0xffff
        EXPECT_MEMORY FREE+2, gdt
        sgdt    FREE
        hlt

CASE "LIDT with an operand size of 16 bits takes 24 bits of the base"
        EXPECT_MEMORY FREE+8, 0x1234, 0xffff
        EXPECT_MEMORY FREE+10, 0x00345678
        movl    $0x56781234, FREE
        movl    $0x00001234, FREE + 4
        .byte   0x66
        lidt    FREE
        sidt    FREE + 8
        hlt

# --- questions -------------------------------------------------------------------------------------------------------

        .macro LAR_OF selector
        movl    $\selector, %eax
        movl    $0x5555, %ecx
        lar     %eax, %ecx
        .endm

CASE "LAR of a data segment"
        EXPECT ecx, 0x00cf9300, 0x00f0ff00
        EXPECT eflags, 0x40, 0x40
        LAR_OF DATA0
        hlt

CASE "LAR of a call gate"
        EXPECT ecx, 0x0000ec00
        EXPECT eflags, 0x40, 0x40
        GDT_GATE X, CODE0, halt, 0xec
        LAR_OF X
        hlt

CASE "LAR of an interrupt gate in the GDT says no"
        EXPECT ecx, 0x5555
        EXPECT eflags, 0, 0x40
        GDT_GATE X, CODE0, halt, 0xee
        LAR_OF X
        hlt

CASE "LAR beyond the table says no"
        EXPECT ecx, 0x5555
        EXPECT eflags, 0, 0x40
        LAR_OF 0x98
        hlt

CASE "LAR of null says no"
        EXPECT eflags, 0, 0x40
        LAR_OF 0
        hlt

CASE "LAR of ring 0 seen from ring 3 says no"
        EXPECT ecx, 0x5555
        EXPECT eflags, 0, 0x40
        TO_RING 3
        LAR_OF DATA0
        END

CASE "LSL in pages"
        EXPECT ecx, 0xffffffff
        EXPECT eflags, 0x40, 0x40
        movl    $DATA0, %eax
        lsl     %eax, %ecx
        hlt

CASE "LSL in bytes"
        EXPECT ecx, 0x67
        movl    $TSS, %eax
        lsl     %eax, %ecx
        hlt

CASE "LSL of a call gate says no"
        EXPECT ecx, 0x5555
        EXPECT eflags, 0, 0x40
        GDT_GATE X, CODE0, halt, 0xec
        movl    $0x5555, %ecx
        movl    $X, %eax
        lsl     %eax, %ecx
        hlt

CASE "LSL of conforming code of ring 0 from ring 3"
        EXPECT ecx, 0x1234
        EXPECT eflags, 0x40, 0x40
        DESCRIPTOR X, 0, 0x1234, P|CODE|CONFORM, BIG
        TO_RING 3
        movl    $X, %eax
        lsl     %eax, %ecx
        END

CASE "VERR of execute-only code says no, VERW of data says yes"
        EXPECT ecx, 0
        EXPECT edx, 1
        DESCRIPTOR X, 0, 0xfffff, P|CODE, PAGES|BIG
        movl    $X, %eax
        verr    %ax
        setz    %cl
        movl    $DATA0, %eax
        verw    %ax
        setz    %dl
        hlt

CASE "VERW of code and of read-only data say no"
        EXPECT ecx, 0
        EXPECT edx, 0
        DESCRIPTOR X, 0, 0xfffff, P|DATA, PAGES|BIG
        movl    $CODE0, %eax
        verw    %ax
        setz    %cl
        movl    $X, %eax
        verw    %ax
        setz    %dl
        hlt

CASE "ARPL raises the RPL"
        EXPECT eax, 0x103
        EXPECT eflags, 0x40, 0x40
        movl    $0x101, %eax
        movl    $3, %ecx
        arpl    %cx, %ax
        hlt

CASE "ARPL leaves a higher RPL"
        EXPECT eax, 0x103
        EXPECT eflags, 0, 0x40
        movl    $0x103, %eax
        movl    $2, %ecx
        arpl    %cx, %ax
        hlt

# --- real mode -------------------------------------------------------------------------------------------------------

CASE16 "real mode: a word at ffff is #GP"
        EXPECT_EVENT 13, 0, 9f
9:      movw    0xffff, %ax
        hlt

CASE16 "real mode: a word at ffff of the stack is #SS"
        EXPECT_EVENT 12, 0, 9f
9:      movw    %ss:0xffff, %ax
        hlt

CASE16 "real mode: an offset beyond 64 KiB is #GP"
        EXPECT_EVENT 13, 0, 9f
        movl    $0x10000, %ebx
9:      movb    (%ebx), %al
        hlt

CASE16 "real mode: 16 times the selector"
        EXPECT eax, 0x4321
        movw    $0x6001, %bx
        movw    %bx, %ds
        movw    $0x4321, 0x10
        movw    $0x6002, %bx
        movw    %bx, %es
        movzwl  %es:0, %eax
        hlt

CASE16 "real mode keeps the limit that protected mode left: 4 GiB"
        EXPECT eax, 0x13579bdf
        EXPECT cr0, 0, 1
        movl    $0x13579bdf, %ecx
        movw    $0x1000, %ax
        movw    %ax, %ds
        lgdtl   gdtr - _start
        movl    %cr0, %eax
        orb     $1, %al
        movl    %eax, %cr0
        movw    $DATA0, %bx
        movw    %bx, %fs
        andb    $0xfe, %al
        movl    %eax, %cr0
        xorw    %bx, %bx
        movw    %bx, %fs
        movl    $0x200000, %ebx
        movl    %ecx, %fs:(%ebx)
        movl    %fs:(%ebx), %eax
        hlt

CASE16 "real mode: SLDT is #UD"
        EXPECT_EVENT 6, 0, 9f
9:      sldt    %ax
        hlt

CASE16 "real mode: far call and return"
        EXPECT eax, 0x15
        EXPECT cs, 0x1000
        EXPECT esp, 0x7000
        movw    $5, %ax
        lcall   $0x1000, $8f - _start
        hlt
8:      addw    $0x10, %ax
        lret

CASE16 "real mode: a vector beyond the IDT is #GP"
        EXPECT_EVENT 13, 0, 9f
        movw    $0x7f, 0x9000           # up to vector 1f
        movl    $0, 0x9002
        lidtl   0x9000
9:      int     $0x20
        hlt
