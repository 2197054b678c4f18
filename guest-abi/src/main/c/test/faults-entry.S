/* SPDX-License-Identifier: Apache-2.0 */
/* The first instruction of the partition faults: after the start, and after each warm reset that the fault causes. */

    .section .text.start, "ax", @progbits
    .globl start
start:
    ud2

    .section .note.GNU-stack, "", @progbits
