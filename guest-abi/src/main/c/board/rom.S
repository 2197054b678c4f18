/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A ROM of 64 KiB: real mode from the reset vector on, POST codes at port 190H, text at port E9H, a tick of the timer,
 * then protected mode.
 */
        .code16
        .text
        .globl  _start
_start:

        .macro  post code
        mov     $\code, %al
        mov     $0x190, %dx
        out     %al, %dx
        .endm

/* CS is F000, as the far jump at the reset vector has loaded it. */
start:  cli
        cld
        post    0x01

        /* RAM at 0 takes a stack. */
        xor     %ax, %ax
        mov     %ax, %ds
        mov     %ax, %ss
        mov     $0x7000, %sp
        push    $0x1234
        pop     %bx
        cmp     $0x1234, %bx
        jne     failed
        post    0x02

        /* Stores to ROM are ignored, below 1 MiB and, with the segment that the reset has loaded, above too. */
        mov     $0xF000, %ax
        mov     %ax, %es
        mov     %es:message, %al
        notb    %es:message
        cmp     %es:message, %al
        jne     failed
        post    0x03

        /* Nothing between 640 KiB and the ROM. */
        mov     $0xC000, %ax
        mov     %ax, %es
        movw    $0, %es:0x10
        cmpw    $0xFFFF, %es:0x10
        jne     failed
        post    0x04

        mov     $message, %si
1:      cs lodsb
        test    %al, %al
        jz      2f
        out     %al, $0xE9
        jmp     1b
2:      post    0x05

        /* A20: FFFF:0010 is 1 MiB or 0. */
        mov     $0xFFFF, %ax
        mov     %ax, %es
        movw    $0x1111, 0x500
        movw    $0x2222, %es:0x510
        cmpw    $0x1111, 0x500
        jne     failed
        mov     $0xDD, %al
        out     %al, $0x64
        movw    $0x3333, %es:0x510
        cmpw    $0x3333, 0x500
        jne     failed
        mov     $0xDF, %al
        out     %al, $0x64
        cmpw    $0x2222, %es:0x510
        jne     failed
        post    0x06

        /* Three ticks of the timer through the vector table. */
        movw    $tick, 0x20 * 4
        movw    $0xF000, 0x20 * 4 + 2
        mov     $0x11, %al
        out     %al, $0x20
        mov     $0x20, %al
        out     %al, $0x21
        mov     $0x04, %al
        out     %al, $0x21
        mov     $0x01, %al
        out     %al, $0x21
        mov     $0xFE, %al
        out     %al, $0x21
        mov     $0x34, %al
        out     %al, $0x43
        mov     $0x00, %al
        out     %al, $0x40
        mov     $0x10, %al
        out     %al, $0x40
        xor     %cx, %cx
        sti
3:      hlt
        cmp     $3, %cx
        jb      3b
        cli
        post    0x07

        /* Protected mode, in the ROM below 4 GiB. */
        lgdtl   %cs:gdt_pointer
        mov     %cr0, %eax
        or      $1, %al
        mov     %eax, %cr0
        ljmpl   $0x08, $0xFFFF0000 + protected

failed: post    0xEE
        mov     $1, %al
        out     %al, $0xF4
4:      hlt
        jmp     4b

tick:   inc     %cx
        mov     $0x20, %al
        out     %al, $0x20
        iret

        .code32
protected:
        mov     $0x10, %eax
        mov     %eax, %ds
        mov     %eax, %es
        mov     %eax, %ss
        mov     $0x7000, %esp
        mov     $100000, %ecx
        xor     %ebx, %ebx
5:      lea     1(%ebx,%ecx,2), %ebx
        rol     $3, %ebx
        mov     %ebx, 0x600
        add     0x600, %ebx
        dec     %ecx
        jnz     5b
        mov     $8, %ecx
6:      rol     $4, %ebx
        mov     %ebx, %eax
        and     $15, %eax
        mov     0xFFFF0000 + digits(%eax), %al
        out     %al, $0xE9
        loop    6b
        mov     $10, %al
        out     %al, $0xE9
        mov     $0xFF, %al
        mov     $0x190, %edx
        out     %al, %dx
        mov     $0x2A, %al
        out     %al, $0xF4
7:      hlt
        jmp     7b

message:
        .asciz  "rom\n"
digits: .ascii  "0123456789abcdef"
        .align  8
gdt:    .quad   0
        .quad   0x00CF9A000000FFFF
        .quad   0x00CF92000000FFFF
gdt_pointer:
        .word   . - gdt - 1
        .long   0xFFFF0000 + gdt

        .org    0xFFF0
        .code16
        ljmp    $0xF000, $start
        .org    0x10000
