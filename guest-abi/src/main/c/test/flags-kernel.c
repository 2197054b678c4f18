/* SPDX-License-Identifier: Apache-2.0 */
/* The chain as a kernel, so that the host processor itself says which hash is right. A unit is one turn. */
#include "../bench/kernel.h"

KERNEL("flags", FLAGS);

uint32_t flags_chain(uint32_t turns, uint32_t *buffer);

static uint32_t buffer[64];

uint32_t kernel(uint32_t units)
{
    for (uint32_t i = 0; i < sizeof buffer / sizeof buffer[0]; i++) {
        buffer[i] = i * 0x01010101u;
    }
    return flags_chain(units, buffer);
}
