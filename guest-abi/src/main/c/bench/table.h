/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Units of a round and the check value of a round. A round is some 80 million instructions, between 3 and 25 ms on a
 * host of today; fewer where branches, memory or services are measured.
 */
#ifndef TABLE_H
#define TABLE_H

#define ALU_UNITS 15000
#define ALU_CHECK 0x0A114D8C
#define BRANCHY_UNITS 250000
#define BRANCHY_CHECK 0xFF1AE0A7
#define CHASE_UNITS 600
#define CHASE_CHECK 0x6F5F2F76
#define CORE_UNITS 680
#define CORE_CHECK 0xD5BF6642
#define CRC32_UNITS 2400
#define CRC32_CHECK 0xDFD6EFC7
#define FIB_UNITS 230
#define FIB_CHECK 0xA775E74A
#define FLAGS_UNITS 20000
#define FLAGS_CHECK 0x1FC7FBB3
#define GETTIME_UNITS 20000
#define GETTIME_CHECK 0xC275E765
#define HYPERCALL_UNITS 20000
#define HYPERCALL_CHECK 0xC275E765
#define MATRIX_UNITS 42
#define MATRIX_CHECK 0x79DAA749
#define MEMCPY_LOOP_UNITS 400
#define MEMCPY_LOOP_CHECK 0x53861CF5
#define MEMCPY_REP_UNITS 2400
#define MEMCPY_REP_CHECK 0x0A1FD4FC
#define SAMEPAGE_UNITS 90000
#define SAMEPAGE_CHECK 0x8105099B
#define SHA256_UNITS 2000
#define SHA256_CHECK 0x6D603DC6
#define SIEVE_UNITS 70
#define SIEVE_CHECK 0x8F91768A
#define SORT_UNITS 64
#define SORT_CHECK 0x0E440C56
#define VM_UNITS 240
#define VM_CHECK 0x7130B4DD

#endif
