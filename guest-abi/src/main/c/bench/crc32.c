/* SPDX-License-Identifier: Apache-2.0 */
/* Table-driven CRC-32 (polynomial 0xEDB88320). A unit is a buffer of 4 KiB. */
#include "kernel.h"

KERNEL("crc32", CRC32);

#define BUFFER_SIZE 4096u

static uint32_t table[256];
static uint8_t buffer[BUFFER_SIZE];

static void make_table(void)
{
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t value = i;
        for (int bit = 0; bit < 8; bit++) {
            value = value & 1 ? value >> 1 ^ 0xEDB88320u : value >> 1;
        }
        table[i] = value;
    }
}

uint32_t kernel(uint32_t units)
{
    uint32_t random = 1;
    uint32_t crc = 0xFFFFFFFFu;

    make_table();
    for (uint32_t i = 0; i < BUFFER_SIZE; i++) {
        buffer[i] = (uint8_t)(next_random(&random) >> 24);
    }
    for (uint32_t unit = 0; unit < units; unit++) {
        for (uint32_t i = 0; i < BUFFER_SIZE; i++) {
            crc = table[(crc ^ buffer[i]) & 0xFF] ^ crc >> 8;
        }
    }
    return ~crc;
}
