/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An interpreter of a stack machine whose instructions jump to each other through a table of addresses. A unit runs the
 * program below, which counts the primes below 200 by trial division.
 */
#include "kernel.h"

KERNEL("vm-threaded", VM_THREADED);

enum operation {
    OP_HALT, OP_CONSTANT, OP_LOAD, OP_STORE, OP_ADD, OP_SUBTRACT, OP_MULTIPLY, OP_REMAINDER, OP_LESS, OP_JUMP,
    OP_JUMP_ZERO, OP_INCREMENT,
};

/* Variables: 0 count, 1 candidate, 2 divisor. Targets of jumps are offsets in the program. */
static const uint8_t program[] = {
    /*  0 */ OP_CONSTANT, 0, OP_STORE, 0,
    /*  4 */ OP_CONSTANT, 2, OP_STORE, 1,
    /*  8 */ OP_LOAD, 1, OP_CONSTANT, 200, OP_LESS,
    /* 13 */ OP_JUMP_ZERO, 56,
    /* 15 */ OP_CONSTANT, 2, OP_STORE, 2,
    /* 19 */ OP_LOAD, 1, OP_LOAD, 2, OP_LOAD, 2, OP_MULTIPLY, OP_LESS,
    /* 27 */ OP_JUMP_ZERO, 33,                  /* candidate < divisor squared: a prime */
    /* 29 */ OP_INCREMENT, 0,
    /* 31 */ OP_JUMP, 52,
    /* 33 */ OP_LOAD, 1, OP_LOAD, 2, OP_REMAINDER,
    /* 38 */ OP_JUMP_ZERO, 52,
    /* 40 */ OP_LOAD, 2, OP_CONSTANT, 1, OP_ADD, OP_STORE, 2,
    /* 47 */ OP_JUMP, 19,
    /* 49 */ OP_HALT, OP_HALT, OP_HALT,
    /* 52 */ OP_INCREMENT, 1,
    /* 54 */ OP_JUMP, 8,
    /* 56 */ OP_HALT,
};

static uint32_t variables[4];

static uint32_t run(void)
{
    static const void *const labels[] = {
        &&halt, &&constant, &&load, &&store, &&add, &&subtract, &&multiply, &&remainder, &&less, &&jump, &&jump_zero,
        &&increment,
    };
    uint32_t stack[16];
    uint32_t *top = stack;
    const uint8_t *pc = program;

#define NEXT goto *labels[*pc++]
    NEXT;
constant:
    *top++ = *pc++;
    NEXT;
load:
    *top++ = variables[*pc++];
    NEXT;
store:
    variables[*pc++] = *--top;
    NEXT;
add:
    top--;
    top[-1] += top[0];
    NEXT;
subtract:
    top--;
    top[-1] -= top[0];
    NEXT;
multiply:
    top--;
    top[-1] *= top[0];
    NEXT;
remainder:
    top--;
    top[-1] %= top[0];
    NEXT;
less:
    top--;
    top[-1] = top[-1] < top[0];
    NEXT;
jump:
    pc = program + *pc;
    NEXT;
jump_zero:
    pc = *--top == 0 ? program + *pc : pc + 1;
    NEXT;
increment:
    variables[*pc++]++;
    NEXT;
halt:
    return variables[0];
#undef NEXT
}

uint32_t kernel(uint32_t units)
{
    uint32_t hash = MIX_START;

    for (uint32_t unit = 0; unit < units; unit++) {
        hash = mix(hash, run() + unit);
    }
    return hash;
}
