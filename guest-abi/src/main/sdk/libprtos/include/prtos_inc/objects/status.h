/* SPDX-License-Identifier: Apache-2.0 */
/* Status of the system, of partitions, vCPUs, plans and pages. */
#ifndef PRTOS_INC_OBJECTS_STATUS_H
#define PRTOS_INC_OBJECTS_STATUS_H

#include <prtos_inc/arch/arch_types.h>

/* Commands. */
#define PRTOS_GET_SYSTEM_STATUS 0
#define PRTOS_GET_PARTITION_STATUS 0
#define PRTOS_GET_SCHED_PLAN_STATUS 1
#define PRTOS_SET_PARTITION_OPMODE 2
#define PRTOS_GET_PHYSPAGE_STATUS 3
#define PRTOS_GET_VCPU_STATUS 4

/* State of a partition or vCPU. */
#define PRTOS_STATUS_IDLE 0
#define PRTOS_STATUS_READY 1
#define PRTOS_STATUS_SUSPENDED 2
#define PRTOS_STATUS_HALTED 3

/* Operating mode of a partition or vCPU. */
#define PRTOS_OPMODE_IDLE 0
#define PRTOS_OPMODE_COLD_RESET 1
#define PRTOS_OPMODE_WARM_RESET 2
#define PRTOS_OPMODE_NORMAL 3

typedef struct {
    prtos_u32_t reset_counter;          /* warm resets since the last cold one */
    prtos_u64_t num_of_hm_events;
    prtos_u64_t num_of_irqs;
    prtos_u64_t current_maf;            /* major frames */
    prtos_u64_t num_of_sampling_port_msgs_read;
    prtos_u64_t num_of_sampling_port_msgs_written;
    prtos_u64_t num_of_queuing_port_msgs_sent;
    prtos_u64_t num_of_queuing_port_msgs_received;
} __attribute__((packed)) prtos_sys_status_t;

typedef struct {
    prtos_u32_t state;
    prtos_u32_t op_mode;
    prtos_u64_t num_of_virqs;
    prtos_u32_t reset_counter;
    prtos_u32_t reset_status;
    prtos_time_t exec_clock;            /* of vCPU 0, microseconds */
    prtos_u64_t num_of_sampling_port_msgs_read;
    prtos_u64_t num_of_sampling_port_msgs_written;
    prtos_u64_t num_of_queuing_port_msgs_sent;
    prtos_u64_t num_of_queuing_port_msgs_received;
} prtos_part_status_t;

typedef struct {
    prtos_u32_t state;
    prtos_u32_t op_mode;
} prtos_virtual_cpu_status_t;

typedef struct {
    prtos_time_t switch_time;           /* microseconds */
    prtos_s32_t next;
    prtos_s32_t current;
    prtos_s32_t prev;                   /* -1 before the first switch */
} prtos_plan_status_t;

typedef struct {
    prtos_address_t p_addr;             /* the page that is asked for */
    prtos_u32_t unused : 2, type : 3, counter : 27;
} prtos_phys_page_status_t;

/* What the commands take: the hypervisor checks the whole of it. */
union prtos_status_cmd {
    prtos_sys_status_t system;
    prtos_part_status_t partition;
    prtos_virtual_cpu_status_t vcpu;
    prtos_plan_status_t plan;
    prtos_phys_page_status_t phys_page;
    prtos_u32_t op_mode;
};

#endif
