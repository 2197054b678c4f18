/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An interpreter of byte code with a switch: eight registers, 64 words of memory. A unit runs the program below,
 * which sums the lengths of the Collatz sequences of 1..100.
 */
#include "kernel.h"

KERNEL("vm", VM);

enum operation {
    OP_HALT, OP_LOAD, OP_MOVE, OP_ADD, OP_SUBTRACT, OP_MULTIPLY, OP_AND, OP_XOR, OP_SHIFT_LEFT, OP_SHIFT_RIGHT,
    OP_INCREMENT, OP_DECREMENT, OP_STORE, OP_FETCH, OP_JUMP, OP_JUMP_ZERO, OP_JUMP_NOT_ZERO, OP_JUMP_LESS, OP_COUNT,
};

/* Targets of jumps are offsets in the program. */
static const uint8_t program[] = {
    /*  0 */ OP_LOAD, 0, 1,               /* r0: start of the sequence */
    /*  3 */ OP_LOAD, 1, 101,             /* r1: end */
    /*  6 */ OP_LOAD, 2, 0,               /* r2: sum */
    /*  9 */ OP_LOAD, 5, 3,               /* r5: the constant 3 */
    /* 12 */ OP_LOAD, 6, 1,               /* r6: the constant 1 */
    /* 15 */ OP_MOVE, 3, 0,               /* r3: number of the sequence */
    /* 18 */ OP_MOVE, 4, 3,
    /* 21 */ OP_SUBTRACT, 4, 6,
    /* 24 */ OP_JUMP_ZERO, 4, 53,         /* at 1 the sequence ends */
    /* 27 */ OP_INCREMENT, 2,
    /* 29 */ OP_MOVE, 4, 3,
    /* 32 */ OP_AND, 4, 6,
    /* 35 */ OP_JUMP_NOT_ZERO, 4, 43,
    /* 38 */ OP_SHIFT_RIGHT, 3, 1,
    /* 41 */ OP_JUMP, 18,
    /* 43 */ OP_MULTIPLY, 3, 5,
    /* 46 */ OP_INCREMENT, 3,
    /* 48 */ OP_STORE, 3, 2,              /* the last odd numbers, spread by the sum */
    /* 51 */ OP_JUMP, 18,
    /* 53 */ OP_FETCH, 7, 2,
    /* 56 */ OP_XOR, 7, 2,
    /* 59 */ OP_STORE, 7, 0,
    /* 62 */ OP_INCREMENT, 0,
    /* 64 */ OP_JUMP_LESS, 0, 1, 15,
    /* 68 */ OP_HALT,
};

static uint32_t memory[64];

static uint32_t run(void)
{
    uint32_t r[8] = { 0 };
    const uint8_t *pc = program;

    for (;;) {
        switch (*pc) {
        case OP_HALT:
            return r[2];
        case OP_LOAD:
            r[pc[1]] = pc[2];
            pc += 3;
            break;
        case OP_MOVE:
            r[pc[1]] = r[pc[2]];
            pc += 3;
            break;
        case OP_ADD:
            r[pc[1]] += r[pc[2]];
            pc += 3;
            break;
        case OP_SUBTRACT:
            r[pc[1]] -= r[pc[2]];
            pc += 3;
            break;
        case OP_MULTIPLY:
            r[pc[1]] *= r[pc[2]];
            pc += 3;
            break;
        case OP_AND:
            r[pc[1]] &= r[pc[2]];
            pc += 3;
            break;
        case OP_XOR:
            r[pc[1]] ^= r[pc[2]];
            pc += 3;
            break;
        case OP_SHIFT_LEFT:
            r[pc[1]] <<= pc[2];
            pc += 3;
            break;
        case OP_SHIFT_RIGHT:
            r[pc[1]] >>= pc[2];
            pc += 3;
            break;
        case OP_INCREMENT:
            r[pc[1]]++;
            pc += 2;
            break;
        case OP_DECREMENT:
            r[pc[1]]--;
            pc += 2;
            break;
        case OP_STORE:
            memory[r[pc[2]] & 63] = r[pc[1]];
            pc += 3;
            break;
        case OP_FETCH:
            r[pc[1]] = memory[r[pc[2]] & 63];
            pc += 3;
            break;
        case OP_JUMP:
            pc = program + pc[1];
            break;
        case OP_JUMP_ZERO:
            pc = r[pc[1]] == 0 ? program + pc[2] : pc + 3;
            break;
        case OP_JUMP_NOT_ZERO:
            pc = r[pc[1]] != 0 ? program + pc[2] : pc + 3;
            break;
        case OP_JUMP_LESS:
            pc = r[pc[1]] < r[pc[2]] ? program + pc[3] : pc + 4;
            break;
        }
    }
}

uint32_t kernel(uint32_t units)
{
    uint32_t hash = MIX_START;

    for (uint32_t unit = 0; unit < units; unit++) {
        hash = mix(hash, run() + memory[unit & 63]);
    }
    return hash;
}
