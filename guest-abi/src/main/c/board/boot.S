/* SPDX-License-Identifier: Apache-2.0 */
/* Start of a Multiboot kernel for the bare board: header, segments, stack, vectors. */

        .set    MAGIC, 0x1BADB002
        .set    FLAGS, 3                /* modules at pages, memory information */

        .section .multiboot, "a"
        .align  4
        .long   MAGIC, FLAGS, -(MAGIC + FLAGS)

        .text
        .globl  _start
_start: mov     $stack_top, %esp
        push    %ebx
        push    %eax
        lgdt    gdt_pointer
        ljmp    $0x08, $1f
1:      mov     $0x10, %cx
        mov     %cx, %ds
        mov     %cx, %es
        mov     %cx, %ss
        mov     %cx, %fs
        mov     %cx, %gs
        call    board_start
        outb    %al, $0xF4
2:      cli
        hlt
        jmp     2b

/* All vectors: number and error code are pushed, the common part makes a struct frame of it. */
        .altmacro
        .macro  vector number
vector_\number:
        .if (\number != 8) && ((\number < 10) || (\number > 14)) && (\number != 17)
        push    $0
        .endif
        push    $\number
        jmp     common
        .endm
        .set    n, 0
        .rept   256
        vector  %n
        .set    n, n + 1
        .endr

common: pusha
        push    %ds
        push    %es
        mov     $0x10, %eax
        mov     %eax, %ds
        mov     %eax, %es
        cld
        push    %esp
        call    interrupt
        mov     %eax, %esp              /* the frame to return to */
        .globl  resume
resume: pop     %es
        pop     %ds
        popa
        add     $8, %esp
        iret

        .data
        .align  8
        .globl  gdt
gdt:    .quad   0
        .quad   0x00CF9A000000FFFF      /* 08: ring 0 code */
        .quad   0x00CF92000000FFFF      /* 10: ring 0 data */
        .quad   0x00CFFA000000FFFF      /* 18: ring 3 code */
        .quad   0x00CFF2000000FFFF      /* 20: ring 3 data */
        .quad   0                       /* 28: TSS */
gdt_end:
gdt_pointer:
        .word   gdt_end - gdt - 1
        .long   gdt

        .section .rodata
        .globl  vectors
        .align  4
        .macro  address number
        .long   vector_\number
        .endm
vectors:
        .set    n, 0
        .rept   256
        address %n
        .set    n, n + 1
        .endr

        .bss
        .align  16
        .skip   16384
stack_top:
