/* SPDX-License-Identifier: Apache-2.0 */
/* One stub of 16 bytes for each vector: vector n enters at vtrap_table + 16 n. */
#include <prtos_inc/arch/segments.h>
#include <irqs.h>

    .text
    .balign 16
    .globl vtrap_table
vtrap_table:
    .set vector, 0
    .rept TRAPTAB_LENGTH
    .balign 16
    /* The hypervisor pushes an error code for vectors 8, 10 to 14 and 17 only. */
    .if !(vector == 8 || (vector >= 10 && vector <= 14) || vector == 17)
    pushl $0
    .endif
    pushl $vector
    jmp trap_common
    .set vector, vector + 1
    .endr

    .balign 16
trap_common:                        /* builds a trap_ctxt_t */
    pushl %gs
    pushl %fs
    pushl %es
    pushl %ds
    pushl %eax
    pushl %ebp
    pushl %edi
    pushl %esi
    pushl %edx
    pushl %ecx
    pushl %ebx
    movl $GUEST_DS, %eax            /* those of ring 3 may be anything */
    movl %eax, %ds
    movl %eax, %es
    cld
    movl %esp, %ebx
    andl $-16, %esp
    subl $12, %esp
    pushl %ebx
    call trap_dispatch
    movl %ebx, %esp
    popl %ebx
    popl %ecx
    popl %edx
    popl %esi
    popl %edi
    popl %ebp
    popl %eax
    popl %ds
    popl %es
    popl %fs
    popl %gs
    addl $8, %esp                   /* vector and error code */
    lcall $PRTOS_IRET_CALLGATE_SEL, $0

    .section .note.GNU-stack, "", @progbits
