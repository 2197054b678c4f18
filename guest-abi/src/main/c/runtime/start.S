/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Entry of a partition and its vector stubs.
 * At entry EBX holds the control table; ESP is 0 after a warm reset, or on the loader's stack after a cold one.
 */

    .section .text.start, "ax", @progbits
    .globl start
start:
    movl $stack_top, %esp       /* before any hypercall: its gate reads one dword at SS:ESP */
    xorl %ebp, %ebp
    cld
    movl $bss_start, %edi       /* the loader copies file bytes only: nobody else clears .bss */
    movl $bss_end, %ecx
    subl %edi, %ecx
    shrl $2, %ecx
    xorl %eax, %eax
    rep stosl
    subl $12, %esp              /* keeps ESP + 4 a multiple of 16 at the entry of a C function */
    pushl %ebx
    call runtime_start
1:  jmp 1b                      /* not reached: runtime_start halts the partition */

/*
 * One stub of 16 bytes for each vector, so that vector n enters at vector_stubs + 16 n.
 * The kernel pushes an error code for vectors 8, 10..14 and 17 only; the others push a zero.
 */
    .section .text.vectors, "ax", @progbits
    .balign 16
    .globl vector_stubs
vector_stubs:
    .set vector, 0
    .rept 256
    .balign 16
    .if !(vector == 8 || (vector >= 10 && vector <= 14) || vector == 17)
    pushl $0
    .endif
    pushl $vector
    jmp vector_common
    .set vector, vector + 1
    .endr

    .balign 16
vector_common:
    pushal
    cld                         /* the interrupted code may have set the direction flag */
    movl %esp, %eax
    movl %esp, %ebp             /* keeps the frame; PUSHAL has saved EBP */
    andl $-16, %esp
    subl $12, %esp
    pushl %eax
    call dispatch_vector
    movl %ebp, %esp
    popal
    addl $8, %esp               /* vector and error code */
    lcall $0x118, $0            /* virtual iret: EIP, CS, EFLAGS */

    .section .note.GNU-stack, "", @progbits
