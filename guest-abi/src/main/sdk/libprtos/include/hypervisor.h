/* SPDX-License-Identifier: Apache-2.0 */
/* Control tables of the partition, console, copies of memory. */
#ifndef HYPERVISOR_H
#define HYPERVISOR_H

#include <arch/hypervisor.h>
#include <prtos_inc/guest.h>
#include <prtos_inc/linkage.h>
#include <prtos_inc/objdir.h>

/* Where each vCPU finds what it was given. Complete behind init_libprtos. */
struct lib_prtos_params {
    partition_control_table_t *part_ctrl_table[CONFIG_MAX_NO_VCPUS];
    struct prtos_physical_mem_map *part_mem_map[CONFIG_MAX_NO_VCPUS];
    prtos_word_t *comm_port_bitmap[CONFIG_MAX_NO_VCPUS];
};

__PRTOS_C struct lib_prtos_params lib_prtos_params;

/*
 * To be called once by every vCPU before anything else of this library.
 *   pct   control table of vCPU 0, as EBX has it at the start
 */
__PRTOS_C __stdcall void init_libprtos(partition_control_table_t *pct);

/* The part of it that depends on the processor; init_libprtos calls it. */
__PRTOS_C void init_arch_libprtos(void);

/* Control table of this vCPU. */
__PRTOS_C partition_control_table_t *prtos_get_pct(void);

/* Control table of vCPU 0. */
__PRTOS_C partition_control_table_t *prtos_get_pct0(void);

/* Memory areas: prtos_get_pct()->num_of_physical_mem_areas entries. */
__PRTOS_C struct prtos_physical_mem_map *prtos_get_partition_mmap(void);

/* One bit for each port of the partition: something happened there. */
__PRTOS_C prtos_word_t *prtos_get_commport_bitmap(void);

__PRTOS_C prtos_u32_t prtos_get_number_vcpus(void);

#define PRTOS_PARTITION_SELF (PCT_GET_PARTITION_ID(prtos_get_pct0()))
#define PRTOS_VCPU_SELF (prtos_get_vcpuid())

/* Writes to the console of the partition, at most 128 bytes. Returns the bytes that it took, 0 without a console. */
__PRTOS_C __stdcall prtos_s32_t prtos_write_console(const char *buffer, prtos_s32_t length);

/*
 * Copies memory between partitions; addresses are physical. Other partitions: system partitions only.
 * Returns the bytes copied.
 */
__PRTOS_C __stdcall prtos_s32_t prtos_memory_copy(prtos_id_t dst_id, prtos_address_t dst_addr, prtos_id_t src_id,
                                                  prtos_address_t src_addr, prtos_s_size_t size);

/* ---- bits of arrays of words ---- */

static inline void prtos_set_bit(prtos_word_t *bits, prtos_u32_t bit)
{
    bits[bit >> 5] |= 1U << (bit & 31);
}

static inline void prtos_clear_bit(prtos_word_t *bits, prtos_u32_t bit)
{
    bits[bit >> 5] &= ~(1U << (bit & 31));
}

static inline prtos_s32_t prtos_is_bit_set(const prtos_word_t *bits, prtos_u32_t bit)
{
    return (bits[bit >> 5] >> (bit & 31)) & 1;
}

/* Sets or clears the first so many bits, and the rest of their last word. */
static inline void prtos_set_bitmap(prtos_word_t *bits, prtos_u32_t length)
{
    prtos_u32_t i;

    for (i = 0; i < (length + 31) >> 5; i++) {
        bits[i] = ~0U;
    }
}

static inline void prtos_clear_bitmap(prtos_word_t *bits, prtos_u32_t length)
{
    prtos_u32_t i;

    for (i = 0; i < (length + 31) >> 5; i++) {
        bits[i] = 0;
    }
}

#endif
