/* SPDX-License-Identifier: Apache-2.0 */
/*
 * uint32_t flags_chain(uint32_t turns, uint32_t *buffer)
 *
 * Runs instructions that produce and consume flags and folds results and flags into a hash. Only flags that the
 * architecture defines are folded: the mask of each FOLD leaves out what the instruction before it leaves undefined.
 * ESI holds the hash, EDI the buffer of 64 words, EBP the turns that are left.
 */

    .equ CF, 0x001
    .equ PF, 0x004
    .equ AF, 0x010
    .equ ZF, 0x040
    .equ SF, 0x080
    .equ DF, 0x400
    .equ OF, 0x800
    .equ ALL, CF | PF | AF | ZF | SF | OF
    .equ NO_AF, CF | PF | ZF | SF | OF
    .equ NO_OF, CF | PF | AF | ZF | SF
    .equ NO_AF_OF, CF | PF | ZF | SF

    .macro FOLD mask
    pushfl
    popl %ecx
    andl $(\mask), %ecx
    xorl %ecx, %esi
    roll $5, %esi
    addl $0x9E3779B9, %esi
    .endm

    .macro MIX register
    xorl \register, %esi
    roll $7, %esi
    leal 1(%esi,%esi,4), %esi
    .endm

    .macro SET condition, bit
    set\condition %cl
    shll $1, %edx
    orb %cl, %dl
    .endm

    .text
    .globl flags_chain
flags_chain:
    pushl %ebp
    pushl %ebx
    pushl %esi
    pushl %edi
    movl 20(%esp), %ebp
    movl 24(%esp), %edi
    movl $0x811C9DC5, %esi
    cld

turn:
    movl %esi, %eax
    movl %ebp, %ebx
    bswapl %ebx
    movl %esi, %edx
    roll $13, %edx

/* Sums with and without carry, in three widths. */
    addl %ebx, %eax
    FOLD ALL
    adcl %eax, %edx
    FOLD ALL
    cmpl %ebx, %edx
    sbbl %eax, %ebx
    FOLD ALL
    addb %bl, %dl
    adcb %ah, %bh
    FOLD ALL
    subw %dx, %ax
    sbbw %bx, %dx
    FOLD ALL
    sbbl $0x7FFFFFFF, %eax
    FOLD ALL
    adcl $-1, %edx
    FOLD ALL
    negl %eax
    FOLD ALL
    negb %dl
    FOLD ALL
    MIX %eax
    MIX %edx

/* INC and DEC keep the carry. */
    addl %esi, %eax
    incl %eax
    FOLD ALL
    stc
    decl %edx
    FOLD ALL
    clc
    decb %al
    FOLD ALL
    cmpl %eax, %esi
    cmc
    incw %dx
    FOLD ALL
    addl %eax, %edx
    decl (%edi)
    FOLD ALL

/* A sum of eight words whose carry lives through the loop's own count. */
    movl $8, %edx
    movl %edi, %ebx
    clc
1:  movl (%ebx), %eax
    adcl 32(%ebx), %eax
    movl %eax, 64(%ebx)
    leal 4(%ebx), %ebx
    decl %edx
    jnz 1b
    FOLD CF
    MIX %eax

/* Rotates through the carry; they leave SF, ZF, AF and PF alone. */
    addl %esi, %eax
    rcll $1, %eax
    FOLD ALL
    subl %eax, %edx
    rcrl $1, %edx
    FOLD ALL
    addl %edx, %eax
    rcll $5, %eax
    FOLD NO_OF
    movl %esi, %ecx
    addl %eax, %edx
    rcrl %cl, %edx
    FOLD NO_OF
    movl %esi, %ecx
    addl %edx, %eax
    rclb %cl, %al
    FOLD NO_OF
    movl %eax, %ecx
    subl %eax, %edx
    rcrw %cl, %dx
    FOLD NO_OF
    addl %edx, %eax
    roll $1, %eax
    FOLD ALL
    rorl $1, %eax
    FOLD ALL
    rolb $3, %ah
    FOLD NO_OF
    MIX %eax
    MIX %edx

/* Shifts; a count of zero leaves every flag. */
    addl %esi, %eax
    shll $1, %eax
    FOLD NO_AF
    sarl $1, %edx
    FOLD NO_AF
    shrl $1, %edx
    FOLD NO_AF
    movl %esi, %ecx
    addl %esi, %edx
    shll %cl, %edx
    FOLD NO_AF_OF
    movl %edx, %ecx
    addl %esi, %eax
    sarl %cl, %eax
    FOLD NO_AF_OF
    movl %eax, %ecx
    shrl $16, %ecx
    subl %esi, %edx
    shrl %cl, %edx
    FOLD NO_AF_OF
    addl %edx, %esi
    movb $32, %cl               /* a count of 32 is zero */
    subl %eax, %edx
    shll %cl, %eax
    FOLD ALL
    shldl $1, %edx, %eax
    FOLD NO_AF
    shrdl $1, %eax, %edx
    FOLD NO_AF
    shldl $7, %esi, %eax
    FOLD NO_AF_OF
    movl %eax, %ecx
    addl %esi, %edx
    shrdl %cl, %eax, %edx
    FOLD NO_AF_OF
    MIX %eax
    MIX %edx

/* Bit tests: only the carry is defined. The memory forms reach words beside the one addressed. */
    movl %esi, %eax
    movl %eax, %edx
    shrl $7, %edx
    btl %edx, %eax
    FOLD CF
    btsl $9, %eax
    FOLD CF
    andl $0x7FF, %edx
    btcl %edx, (%edi)
    FOLD CF
    addl $77, %edx
    andl $0x7FF, %edx
    btrl %edx, (%edi)
    FOLD CF
    btl %edx, (%edi)
    sbbl %edx, %edx
    MIX %edx
    MIX %eax

/* Conditions: all sixteen after one comparison. */
    movl %esi, %eax
    movl (%edi), %ebx
    xorl %edx, %edx
    .irp condition, o, no, b, ae, e, ne, be, a, s, ns, p, np, l, ge, le, g
    cmpl %ebx, %eax
    SET \condition
    .endr
    MIX %edx
    cmpb %bl, %al
    cmovsl %ebx, %edx
    cmovlel %eax, %edx
    MIX %edx
    cmpw %bx, %ax
    jg 2f
    MIX %eax
2:  testl %ebx, %eax
    FOLD NO_AF
    andb %bl, %al
    FOLD NO_AF
    xorw %bx, %ax
    FOLD NO_AF
    orl %ebx, %eax
    FOLD NO_AF

/* Flags as data: LAHF, SAHF, PUSHF, POPF. */
    subl %esi, %ebx
    lahf
    MIX %eax
    subl %eax, %ebx
    movl %esi, %eax
    sahf                        /* leaves OF of the subtraction */
    FOLD ALL
    movl %esi, %eax
    andl $ALL, %eax
    orl $2, %eax
    pushl %eax
    popfl
    FOLD ALL
    pushl %eax
    popfl
    adcl %ebx, %eax
    FOLD ALL

/* Products: CF and OF. */
    movl %esi, %eax
    mull %ebx
    FOLD CF | OF
    MIX %edx
    imull $0x12345, %eax, %eax
    FOLD CF | OF
    movsbl %al, %edx
    imulb %ah
    FOLD CF | OF
    MIX %eax
    MIX %edx

/* Exchange with addition and with comparison; bit scans. */
    movl %esi, %eax
    movl %edx, %ebx
    xaddl %eax, (%edi)
    FOLD ALL
    movl 4(%edi), %eax
    testl $0x40, %esi
    jz 3f
    incl %eax
3:  movl %esi, %ebx
    lock cmpxchgl %ebx, 4(%edi)
    FOLD ALL
    MIX %eax
    bsfl %esi, %eax
    FOLD ZF
    MIX %eax
    movl %esi, %ecx
    orl $1, %ecx
    bsrl %ecx, %eax
    FOLD ZF
    MIX %eax

/* Decimal adjustment. */
    movl %esi, %eax
    addb $0x27, %al
    daa
    FOLD NO_OF
    subb $0x38, %al
    das
    FOLD NO_OF
    addb %ah, %al
    aaa
    FOLD CF | AF
    MIX %eax

/* Strings, upwards and downwards; an interrupt may fall between two elements. */
    pushl %ebp
    pushl %edi
    pushl %esi
    movl %edi, %esi
    leal 128(%edi), %edi
    movl $16, %ecx
    rep movsl
    movl %ebp, %eax             /* one word of the copy differs: the comparison meets it, or ends before */
    andl $7, %eax
    notl -64(%edi,%eax,4)
    movb $0x5A, -75(%edi)
    std
    leal -4(%edi), %edi
    leal -4(%esi), %esi
    movl $12, %ecx
    repe cmpsl
    pushfl
    popl %eax
    andl $(ALL | DF), %eax
    movl %ecx, %edx
    movl %eax, %ebx
    movb $0x5A, %al
    movl $64, %ecx
    repne scasb
    cld
    setz %al
    movl %esi, %ebp
    popl %esi
    MIX %eax
    MIX %ebx
    MIX %ecx
    MIX %edx
    popl %edi
    subl %edi, %ebp
    MIX %ebp
    pushl %edi
    leal 128(%edi), %edi
    movl %esi, %eax
    movl $64, %ecx
    repne scasb
    popl %edi
    FOLD ALL
    popl %ebp
    movl $3, %ecx
4:  addl %ecx, %esi
    loopnz 4b
    MIX %ecx

    movl %ebp, %eax
    andl $15, %eax
    addl %esi, (%edi,%eax,4)
    decl %ebp
    jnz turn

    movl %esi, %eax
    popl %edi
    popl %esi
    popl %ebx
    popl %ebp
    ret

    .section .note.GNU-stack, "", @progbits
