/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Entry of every vCPU. EBX: control table of vCPU 0. ESP is of no use, and the gate reads one word there: an early stack
 * comes first. It serves several vCPUs at once, since they only have that word read.
 */
#include <prtos_inc/arch/segments.h>
#include <prtos_inc/arch/hypercalls.h>
#include <prtos_inc/hypercalls.h>
#include <config.h>

    .section .text.init, "ax", @progbits
    .globl start, _start
start:
_start:
    movl $_end_early_stack - 16, %esp
    movl $__GET_VCPUID_NR, %eax
    lcall $PRTOS_HYPERCALL_CALLGATE_SEL, $0
    movl %eax, %esi
    leal 1(%eax), %ecx
    imull $STACK_SIZE, %ecx
    leal _stack(%ecx), %esp
    xorl %ebp, %ebp
    cld
    testl %esi, %esi
    jnz 1f
    movl $_sbss, %edi               /* vCPU 0: nobody else clears .bss */
    movl $_ebss, %ecx
    subl %edi, %ecx
    xorl %eax, %eax
    rep stosb
1:  subl $8, %esp                   /* keeps ESP + 4 a multiple of 16 at the entry of a C function */
    pushl %esi
    pushl %ebx
    call start_vcpu
2:  jmp 2b                          /* not reached: start_vcpu halts the partition */

    .section .bss.noinit, "aw", @nobits
    .balign 16
    .globl _start_early_stack, _end_early_stack
_start_early_stack:
    .skip 128
_end_early_stack:
    .balign 16
    .globl _stack
_stack:
    .skip STACK_SIZE * CONFIG_MAX_NO_VCPUS

    .section .note.GNU-stack, "", @progbits
