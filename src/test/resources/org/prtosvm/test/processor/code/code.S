# Code that changes: by its own region, at the next instruction, through aliases, by string instructions, by a device; and
# what translated code assumes: limits, modes, alignment.
# Intel SDM vol. 3A, 8.1.3 "Handling Self- and Cross-Modifying Code" (every store takes effect at the next instruction here),
# 5.3 "Limit Checking".

        .include "machine.inc"

CASE "the next instruction is changed"
        EXPECT ecx, 2
        movb    $2, 7f+1
7:      movl    $1, %ecx
        hlt

CASE "the next instruction becomes another one"
        EXPECT ecx, 0
        movb    $0xf4, 7f               # hlt
7:      incl    %ecx
        hlt

CASE "an instruction later in the block is changed"
        EXPECT ecx, 2
        EXPECT edx, 3
        movb    $2, 7f+1
        movl    $3, %edx
        movl    $4, %ebx
7:      movl    $1, %ecx
        hlt

CASE "a loop changes its own constant each time"
        EXPECT eax, 45
        movl    $10, %ebx
        xorl    %eax, %eax
8:      addl    $0, %eax
        incb    8b+2
        decl    %ebx
        jnz     8b
        hlt

CASE "a hot loop is changed after it was executed many times"
        EXPECT eax, 10000+3*10000
        movl    $2, %edx
8:      movl    $10000, %ecx
7:      addl    $1, %eax
        decl    %ecx
        jnz     7b
        movb    $3, 7b+2
        decl    %edx
        jnz     8b
        hlt

CASE "the target of a jump is changed"
        EXPECT ecx, 2
        movb    $(8f-7f-2), 7f+1
7:      jmp     9f
9:      movl    $1, %ecx
        hlt
8:      movl    $2, %ecx
        hlt

CASE "a called function is changed between two calls"
        EXPECT eax, 0x12
        call    8f
        movl    %eax, %ecx
        movb    $2, 8f+1
        call    8f
        shll    $4, %ecx
        orl     %ecx, %eax
        hlt
8:      movl    $1, %eax
        ret

CASE "a function changes the code behind its call"
        EXPECT eax, 2
        call    8f
7:      movl    $1, %eax
        hlt
8:      movb    $2, 7b+1
        ret

CASE "a function changes the code behind the call of its caller"
        EXPECT eax, 2
        call    8f
7:      movl    $1, %eax
        hlt
8:      call    9f
        ret
9:      movb    $2, 7b+1
        ret

CASE "REP MOVS over the next instruction"
        EXPECT ecx, 0
        EXPECT edx, 0x12345678
        movl    $6f, %esi
        movl    $7f, %edi
        movl    $5, %ecx
        rep movsb
7:      movl    $1, %edx
        hlt
6:      movl    $0x12345678, %edx

CASE "REP STOS over itself goes on as it began"
        EXPECT eax, 0x90, 0xff
        EXPECT ecx, 0
        movb    $0x90, %al
        movl    $7f, %edi
        movl    $4, %ecx
7:      nop
        nop
        nop
        nop
        rep stosb
        hlt

CASE "a push over the next instruction"
        EXPECT ecx, 0
        movl    $7f+4, %esp
        pushl   $0xf4f4f4f4
7:      incl    %ecx
        incl    %ecx
        incl    %ecx
        incl    %ecx

CASE "XCHG with the next instruction"
        EXPECT ecx, 0
        movl    $0xf4f4f4f4, %eax
        xchgl   %eax, 7f
7:      incl    %ecx
        incl    %ecx
        incl    %ecx
        incl    %ecx

CASE "a call whose return address is the next instruction"
        EXPECT edx, 1
        movl    $7f+4, %esp
        movl    $8f, %ecx
        call    *%ecx
7:      .long   0
        hlt
8:      incl    %edx
        hlt

CASE "an x87 store over the next instruction"
        EXPECT ecx, 0
        movl    $0xf4f4f4f4, FREE
        fninit
        flds    FREE
        fstps   7f
7:      incl    %ecx
        incl    %ecx
        incl    %ecx
        incl    %ecx

CASE "a device writes the code"
        EXPECT ecx, 2
        movl    $7f+1, %eax
        outl    %eax, $0xf8
        movl    $2, %eax
        outl    %eax, $0xfc
7:      movl    $1, %ecx
        hlt

CASE "a device writes code that was executed many times"
        EXPECT eax, 1000+7*1000
        movl    $7f+1, %eax
        outl    %eax, $0xf8
        xorl    %eax, %eax
        movl    $2, %edx
8:      movl    $1000, %ecx
6:
7:      movl    $1, %ebx
        addl    %ebx, %eax
        decl    %ecx
        jnz     6b
        pushl   %eax
        movl    $7, %eax
        outl    %eax, $0xfc
        popl    %eax
        decl    %edx
        jnz     8b
        hlt

CASE "a store through another linear address of the page"
        EXPECT ecx, 2
        PAGING_ON
        movl    $7f, %eax
        movl    %eax, %ebx
        andl    $0xfffff000, %eax
        addl    $7, %eax
        movl    %eax, TABLE+4*0x300
        andl    $0xfff, %ebx
        movb    $2, 0x300001(%ebx)
7:      movl    $1, %ecx
        hlt

CASE "code executed at one address and changed at another, many times"
        EXPECT eax, 0x5050*2-0x5050
        PAGING_ON
        movl    $0x003081, FREE         # add $0, %eax built below
        movl    $FREE+7, TABLE+4*0x300
        movl    $FREE+7, TABLE+4*0x301
        movb    $0x05, FREE             # add $imm, %eax; ret
        movl    $0, FREE+1
        movb    $0xc3, FREE+5
        xorl    %eax, %eax
        movl    $0x300000, %esi
        movl    $201, %ecx
8:      call    *%esi
        incl    0x301001
        xorl    $0x1000, %esi           # now here, now there
        decl    %ecx
        jnz     8b
        addl    $0x5050-20100, %eax
        hlt

CASE "the same code at two linear addresses"
        EXPECT eax, 0x300000
        EXPECT edx, 0x301000
        PAGING_ON
        movl    $FREE+7, TABLE+4*0x300
        movl    $FREE+7, TABLE+4*0x301
        movl    $0x000000e8, FREE       # call .+5; pop %eax; sub $5, %eax; ret
        movl    $0xe8835800, FREE+4
        movl    $0x0000c305, FREE+8
        movl    $0x301000, %ecx
        call    *%ecx
        movl    %eax, %edx
        movl    $0x300000, %ecx
        call    *%ecx
        hlt

CASE "data on the page of the code is stored to freely"
        EXPECT eax, 1000
        EXPECT_MEMORY 7f, 1000
        movl    $1000, %ecx
8:      incl    7f
        decl    %ecx
        jnz     8b
        movl    7f, %eax
        hlt
        .balign 64
7:      .long   0
        .balign 64

CASE "data in the middle of the code"
        EXPECT eax, 100
        movl    $100, %ecx
8:      jmp     6f
7:      .long   0
6:      incl    7b
        decl    %ecx
        jnz     8b
        movl    7b, %eax
        hlt

CASE "an instruction across two pages is changed on the second page"
        EXPECT eax, 0x22
        movb    $0xb8, FREE+0xffe       # mov $0x11, %eax; ret
        movb    $0x11, FREE+0xfff
        movl    $0xc3000000, FREE+0x1000
        movl    $FREE+0xffe, %ecx
        call    *%ecx
        movb    $0x22, FREE+0xfff
        call    *%ecx
        movb    $0x00, FREE+0x1002
        movl    %eax, %edx
        movb    $0x01, FREE+0x1001
        call    *%ecx
        subl    $0x010000, %eax
        hlt

CASE "a page of code is remapped while it is hot"
        EXPECT eax, 1000*1+1000*2
        PAGING_ON
        movl    $0x00000105, FREE       # add $1, %eax; ret
        movl    $0x0000c300, FREE+4
        movl    $0x00000205, FREE2      # add $2, %eax; ret
        movl    $0x0000c300, FREE2+4
        movl    $FREE+7, TABLE+4*0x300
        movl    $0x300000, %esi
        xorl    %eax, %eax
        movl    $1000, %ecx
8:      call    *%esi
        decl    %ecx
        jnz     8b
        movl    $FREE2+7, TABLE+4*0x300
        invlpg  0x300000
        movl    $1000, %ecx
8:      call    *%esi
        decl    %ecx
        jnz     8b
        hlt

CASE "a page of data is remapped while it is hot"
        EXPECT eax, 1000*3+1000*4
        PAGING_ON
        movl    $3, FREE
        movl    $4, FREE2
        movl    $FREE+7, TABLE+4*0x300
        xorl    %eax, %eax
        movl    $1000, %ecx
8:      addl    0x300000, %eax
        decl    %ecx
        jnz     8b
        movl    $FREE2+7, TABLE+4*0x300
        invlpg  0x300000
        movl    $1000, %ecx
8:      addl    0x300000, %eax
        decl    %ecx
        jnz     8b
        hlt

CASE "a remapped page below a store of the same loop"
        EXPECT_MEMORY FREE+0x10, 1
        EXPECT_MEMORY FREE2+0x10, 1
        PAGING_ON
        movl    $FREE+7, TABLE+4*0x300
        movl    $2, %ecx
8:      incl    0x300010
        movl    $FREE2+7, TABLE+4*0x300
        invlpg  0x300000
        decl    %ecx
        jnz     8b
        hlt

CASE "a store to the page table through its own mapping"
        EXPECT eax, 0x99
        PAGING_ON
        movl    $0x99, FREE
        movl    0x300000, %ecx
        movl    $FREE+7, TABLE+4*0x300
        movl    0x300000, %eax
        hlt

# --- what translated code assumes ------------------------------------------------------------------------------------

# A loop reads the address in EAX; afterwards it is entered again with another DS, SS or mode.
        .macro WARM_UP
        movl    $FREE, %esi
        movl    $100, %ecx
        call    9f
        .endm

CASE "a smaller limit of DS holds for code that is translated already"
        EXPECT_EVENT 13, 0, 9f
        WARM_UP
        DESCRIPTOR X, 0, FREE/0x1000-1, P|DATA|WRITE, PAGES|BIG
        movl    $X, %eax
        movl    %eax, %ds
        movl    $100, %ecx
        call    9f
        hlt
9:      movl    (%esi), %eax
        decl    %ecx
        jnz     9b
        ret

CASE "a base of DS holds for code that is translated already"
        EXPECT eax, 0x42
        movl    $0x42, FREE+0x1000
        WARM_UP
        DESCRIPTOR X, 0x1000, 0xfffff, P|DATA|WRITE, PAGES|BIG
        movl    $X, %eax
        movl    %eax, %ds
        movl    $100, %ecx
        call    9f
        hlt
9:      movl    (%esi), %eax
        decl    %ecx
        jnz     9b
        ret

CASE "a null DS holds for code that is translated already"
        EXPECT_EVENT 13, 0, 9f
        WARM_UP
        xorl    %eax, %eax
        movl    %eax, %ds
        movl    $100, %ecx
        call    9f
        hlt
9:      movl    (%esi), %eax
        decl    %ecx
        jnz     9b
        ret

CASE "a read-only DS holds for code that is translated already"
        EXPECT_EVENT 13, 0, 9f
        WARM_UP
        DESCRIPTOR X, 0, 0xfffff, P|DATA, PAGES|BIG
        movl    $X, %eax
        movl    %eax, %ds
        movl    $100, %ecx
        call    9f
        hlt
9:      movl    %eax, (%esi)
        decl    %ecx
        jnz     9b
        ret

CASE "a smaller limit of CS holds for code that is translated already"
        EXPECT_EVENT 13, 0, 7f
        EXPECT_SAVED X
        WARM_UP
        DESCRIPTOR X, 0, 0x1ffff, P|CODE|READ, BIG
        movl    $0x20000, 8f+1
        ljmp    $X, $8f
8:      .byte   0x68                    # push
        .long   0
        movl    $100, %ecx
9:      movl    (%esi), %eax
        decl    %ecx
        jnz     9b
7:      ret

CASE "alignment checks hold for code that is translated already"
        EXPECT_EVENT 17, 0, 9f
        movl    %cr0, %eax
        orl     $0x40000, %eax
        movl    %eax, %cr0
        TO_RING 3
        movl    $FREE+1, %esi
        movl    $100, %ecx
        call    9f
        pushl   $0x40002
        popfl
        movl    $100, %ecx
        call    9f
        hlt
9:      movl    (%esi), %eax
        decl    %ecx
        jnz     9b
        ret

CASE "WP holds for code that is translated already"
        EXPECT_EVENT 14, 3, 9f
        PAGING_ON
        movl    $0x300005, TABLE+4*0x300
        movl    $0x300000, %esi
        movl    $100, %ecx
        call    9f
        movl    %cr0, %eax
        orl     $0x10000, %eax
        movl    %eax, %cr0
        movl    $100, %ecx
        call    9f
        hlt
9:      movl    %eax, (%esi)
        decl    %ecx
        jnz     9b
        ret

CASE "the ring holds for code that is translated already"
        EXPECT_EVENT 14, 5, 9f
        PAGING_ON
        movl    $0x300003, TABLE+4*0x300
        movl    $0x300000, %esi
        movl    $100, %ecx
        call    9f
        TO_RING 3
        movl    $0x300000, %esi
        movl    $100, %ecx
        call    9f
        END
9:      movl    (%esi), %eax
        decl    %ecx
        jnz     9b
        ret

CASE "a breakpoint holds for code that is translated already"
        EXPECT_EVENT 1, 0, 7f
        WARM_UP
        movl    $7f, %eax
        movl    %eax, %db0
        movl    $2, %eax
        movl    %eax, %db7
        movl    $100, %ecx
        call    9f
        hlt
9:      movl    (%esi), %eax
7:      decl    %ecx
        jnz     9b
        ret

CASE "TS holds for code that is translated already"
        EXPECT_EVENT 7, 0, 9f
        movl    $100, %ecx
        call    9f
        movl    %cr0, %eax
        orl     $8, %eax
        movl    %eax, %cr0
        movl    $100, %ecx
        call    9f
        hlt
9:      fninit
        decl    %ecx
        jnz     9b
        ret

CASE "a 16-bit stack holds for code that is translated already"
        EXPECT esp, 0x6effe, 0xffff
        EXPECT eax, 0x77
        movl    $0x77, 0x10000+0xeffe
        call    9f
        movl    $DATA16, %ecx
        movl    %ecx, %ss
        movl    $0x6f000, %esp
        pushw   $0x1234
        movl    $8f, %edx
        xorl    %eax, %eax
        movw    $0x77, %ax
        jmp     8f
9:      pushl   %ecx
        popl    %ecx
        ret
8:      hlt

CASE "the same bytes as 32-bit and as 16-bit code"
        EXPECT eax, 0x00005678
        EXPECT ecx, 0x01eb5678
        call    9f
        movl    %eax, %ecx
        xorl    %eax, %eax
        ljmp    $CODE16, $9f-_start
9:      .byte   0xb8, 0x78, 0x56        # mov $0x1eb5678, %eax / mov $0x5678, %ax
        .byte   0xeb, 0x01              #                      / jmp .+3
        ret
        hlt
