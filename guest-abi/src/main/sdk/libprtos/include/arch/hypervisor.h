/* SPDX-License-Identifier: Apache-2.0 */
/* What a partition may do with the processor without a service. */
#ifndef ARCH_HYPERVISOR_H
#define ARCH_HYPERVISOR_H

#include <prtos_inc/arch/arch_types.h>

static inline void prtos_x86_out8(prtos_io_address_t port, prtos_u8_t value)
{
    __asm__ __volatile__("outb %0, %1" : : "a"(value), "Nd"(port));
}

static inline prtos_u8_t prtos_x86_in8(prtos_io_address_t port)
{
    prtos_u8_t value;

    __asm__ __volatile__("inb %1, %0" : "=a"(value) : "Nd"(port));
    return value;
}

#endif
