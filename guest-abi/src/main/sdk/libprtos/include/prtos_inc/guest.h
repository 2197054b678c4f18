/* SPDX-License-Identifier: Apache-2.0 */
/* What the hypervisor tells a partition: control table and memory map. */
#ifndef PRTOS_INC_GUEST_H
#define PRTOS_INC_GUEST_H

#include <prtos_inc/config.h>
#include <prtos_inc/arch/guest.h>

/* Extended interrupts. */
#define PRTOS_VT_EXT_FIRST 0
#define PRTOS_VT_EXT_HW_TIMER 0
#define PRTOS_VT_EXT_EXEC_TIMER 1
#define PRTOS_VT_EXT_WATCHDOG_TIMER 2
#define PRTOS_VT_EXT_SHUTDOWN 3
#define PRTOS_VT_EXT_SAMPLING_PORT 4
#define PRTOS_VT_EXT_QUEUING_PORT 5
#define PRTOS_VT_EXT_CYCLIC_SLOT_START 8
#define PRTOS_VT_EXT_MEM_PROTECT 16
#define PRTOS_VT_EXT_IPVI0 24
#define PRTOS_VT_EXT_IPVI1 25
#define PRTOS_VT_EXT_IPVI2 26
#define PRTOS_VT_EXT_IPVI3 27
#define PRTOS_VT_EXT_IPVI4 28
#define PRTOS_VT_EXT_IPVI5 29
#define PRTOS_VT_EXT_IPVI6 30
#define PRTOS_VT_EXT_IPVI7 31
#define PRTOS_VT_EXT_MAX 32
#define PRTOS_VT_HW_MAX 32

/* Flags of a vCPU, in the control table. */
#define PRTOS_PCT_FLAG_FP (1 << 1)
#define PRTOS_PCT_FLAG_HALTED (1 << 2)
#define PRTOS_PCT_FLAG_SUSPENDED (1 << 3)
#define PRTOS_PCT_FLAG_READY (1 << 4)

#ifndef __ASSEMBLY__

struct cyclic_sched_info {
    prtos_u32_t num_of_slots;           /* index of the current slot in the plan */
    prtos_u32_t id;                     /* its id in the configuration */
    prtos_u32_t slot_duration;          /* microseconds */
};

typedef struct {
    prtos_u32_t magic;
    prtos_u32_t prtos_version;
    prtos_u32_t prtos_abi_version;
    prtos_u32_t prtos_api_version;
    prtos_u32_t part_ctrl_table_size;   /* bytes, memory map included */
    prtos_u32_t reset_counter;          /* warm resets since the last cold one */
    prtos_u32_t reset_status;           /* argument of the last reset, or number of the event that caused it */
    prtos_u32_t cpu_khz;
    prtos_id_t id;                      /* partition and vCPU, see PCT_GET_PARTITION_ID */
    prtos_u32_t num_of_vcpus;
    prtos_u32_t flags;
    prtos_u32_t image_start;            /* the image file in the container */
    prtos_u32_t hw_irqs;                /* lines that belong to the partition */
    prtos_s32_t num_of_physical_mem_areas;
    prtos_s32_t num_of_comm_ports;
    prtos_u8_t name[CONFIG_ID_STRING_LENGTH];
    prtos_u32_t iflags;                 /* bit 9: virtual interrupts are enabled */
    prtos_u32_t hw_irqs_pend;
    prtos_u32_t hw_irqs_mask;
    prtos_u32_t ext_irqs_pend;
    prtos_u32_t ext_irqs_to_mask;
    struct pct_arch arch;
    struct cyclic_sched_info cyclic_sched_info;
    prtos_u16_t trap_to_vector[NO_TRAPS];
    prtos_u16_t hw_irq_to_vector[CONFIG_NO_HWIRQS];
    prtos_u16_t ext_irq_to_vector[PRTOS_VT_EXT_MAX];
} partition_control_table_t;

#define PRTOS_PCT_MAGIC 0xA5A55A5A
#define PCT_GET_PARTITION_ID(pct) ((pct)->id & 0xFF)
#define PCT_GET_VCPU_ID(pct) ((pct)->id >> 8)

/* An entry of the memory map, which lies behind the control table. */
struct prtos_physical_mem_map {
    prtos_u8_t name[CONFIG_ID_STRING_LENGTH];
    prtos_address_t start_addr;         /* physical */
    prtos_address_t mapped_at;          /* linear */
    prtos_u_size_t size;                /* bytes */
    prtos_u32_t flags;                  /* PRTOS_MEM_AREA_... */
};

#endif

#endif
