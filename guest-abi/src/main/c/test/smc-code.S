/* SPDX-License-Identifier: Apache-2.0 */
/* Code that changes code. All of it follows the C calling convention and returns EAX. */

    .section .mixed.smc, "awx", @progbits
    .balign 4096

/* uint32_t smc_next_instruction(uint32_t value): the store changes the instruction that follows it. */
    .globl smc_next_instruction
smc_next_instruction:
    movl 4(%esp), %ecx
    movl %ecx, 1f + 1
1:  movl $0, %eax
    ret

/* uint32_t smc_same_block(uint32_t value): four stores of bytes to an instruction two ahead; sum of what it gave. */
    .globl smc_same_block
smc_same_block:
    movl 4(%esp), %ecx
    xorl %eax, %eax
    xorl %edx, %edx
    .rept 4
    movb %cl, 1f + 1
    addl %edx, %eax
    leal (%eax,%eax,2), %eax
1:  movb $0, %dl
    rorl $8, %ecx
    .endr
    addl %edx, %eax
    ret

/*
 * uint32_t smc_loop(uint32_t turns): a hot loop that adds a constant and changes the constant after every 64th turn.
 */
    .globl smc_loop
smc_loop:
    movl 4(%esp), %ecx
    xorl %eax, %eax
    movl $1, 1f + 1
1:  addl $0x11223344, %eax
    testb $63, %cl
    jnz 2f
    addl $3, 1b + 1
2:  decl %ecx
    jnz 1b
    ret

/* uint32_t smc_opcode(uint32_t turns): one instruction is in turn ADD and SUB (opcodes 01 and 29). */
    .globl smc_opcode
smc_opcode:
    movl 4(%esp), %ecx
    xorl %eax, %eax
    movb $0x01, 1f
1:  addl %ecx, %eax
    xorb $0x28, 1b
    decl %ecx
    jnz 1b
    ret

/* uint32_t smc_caller(uint32_t value): calls a function that changes the code behind the call. */
    .globl smc_caller
smc_caller:
    pushl 4(%esp)
    call change_caller
1:  movl $0, %eax
    popl %ecx
    ret
change_caller:
    movl (%esp), %ecx
    movl 4(%esp), %edx
    movl %edx, 1(%ecx)
    ret

/*
 * uint32_t smc_deep_caller(uint32_t value): the same from three calls deep; what changes is the outermost function.
 */
    .globl smc_deep_caller
smc_deep_caller:
    movl 4(%esp), %edx
    call deep_1
    movl $0, %eax
    ret
deep_1:
    call deep_2
    ret
deep_2:
    call deep_3
    ret
deep_3:
    movl 8(%esp), %ecx          /* beyond two return addresses: that of the outermost call */
    movl %edx, 1(%ecx)
    ret

/* uint32_t smc_wait(void): loops until somebody else (an interrupt handler) changes the constant. */
    .globl smc_wait, smc_wait_constant
smc_wait:
    movl $0, smc_wait_constant
1:  movl $0, %eax
    .set smc_wait_constant, . - 4
    testl %eax, %eax
    jz 1b
    ret

/* uint32_t smc_beside(uint32_t turns): counts in words that lie between its own instructions. */
    .globl smc_beside
smc_beside:
    movl 4(%esp), %ecx
    movl $0, beside_count
    movl $0, beside_sum
1:  incl beside_count
    jmp 2f
    .balign 4
beside_count:
    .long 0
beside_sum:
    .long 0
2:  movl beside_count, %eax
    addl %eax, beside_sum
    decl %ecx
    jnz 1b
    movl beside_sum, %eax
    ret

/* Functions to copy; each is position independent and returns its constant, or something made of it. */
    .globl template_a, template_a_end, template_b, template_b_end, template_c, template_c_end
template_a:
    movl $0x11111111, %eax
    ret
template_a_end:
template_b:
    nop
    movl $0x22222222, %eax
    notl %eax
    ret
template_b_end:
template_c:
    xorl %eax, %eax
    movl $10, %ecx
1:  addl $0x01010101, %eax
    loop 1b
    ret
template_c_end:

/* uint32_t smc_straddle(uint32_t value): a MOV whose constant lies on the next page, changed from before it. */
    .balign 4096
    .skip 4096 - 11
    .globl smc_straddle
smc_straddle:
    movl 4(%esp), %ecx          /* 4 bytes */
    movl %ecx, 1f + 1           /* 6 bytes */
1:  movl $0, %eax               /* one byte on this page, four on the next */
    ret

    .section .note.GNU-stack, "", @progbits
