/* SPDX-License-Identifier: Apache-2.0 */
/* Traces of the partitions and of the hypervisor. */
#ifndef PRTOS_INC_OBJECTS_TRACE_H
#define PRTOS_INC_OBJECTS_TRACE_H

#include <prtos_inc/objdir.h>
#include <prtos_inc/arch/arch_types.h>

/* Commands. */
#define PRTOS_TRACE_GET_STATUS 0
#define PRTOS_TRACE_LOCK 1
#define PRTOS_TRACE_UNLOCK 2
#define PRTOS_TRACE_RESET 3

#define PRTOS_TRACE_SEEK_CUR PRTOS_OBJ_SEEK_CUR
#define PRTOS_TRACE_SEEK_SET PRTOS_OBJ_SEEK_SET
#define PRTOS_TRACE_SEEK_END PRTOS_OBJ_SEEK_END

#define PRTOS_TRACE_SIGNATURE 0xC33C

/* Criticality. The last one raises the event PRTOS_HM_EV_PARTITION_ERROR. */
#define PRTOS_TRACE_NOTIFY 0
#define PRTOS_TRACE_DEBUG 1
#define PRTOS_TRACE_WARNING 2
#define PRTOS_TRACE_UNRECOVERABLE 3

#define TRACE_BM_ALWAYS 0xFFFFFFFFU     /* passes every filter that is not empty */

/* Fields of op_code_lo. */
#define TRACE_OPCODE_CODE_MASK 0xFFFF0000U
#define TRACE_OPCODE_CODE_BIT 16
#define TRACE_OPCODE_VCPUID_MASK 0x0000FF00U
#define TRACE_OPCODE_VCPUID_BIT 8
#define TRACE_OPCODE_PARTID_MASK 0x000000FFU
#define TRACE_OPCODE_PARTID_BIT 0

/* Fields of op_code_hi. */
#define TRACE_OPCODE_SEQ_MASK 0xFFFFFFF0U
#define TRACE_OPCODE_SEQ_BIT 4
#define TRACE_OPCODE_CRIT_MASK 0x0000000EU
#define TRACE_OPCODE_CRIT_BIT 1
#define TRACE_OPCODE_SYS_MASK 0x00000001U
#define TRACE_OPCODE_SYS_BIT 0

/* Records of the hypervisor: code = module << 8 | event. */
#define TRACE_IRQ_MODULE 0
#define AUDIT_IRQ_RAISED 1
#define AUDIT_TRAP_RAISED 2
#define AUDIT_IRQ_EMUL 3

#define TRACE_HCALLS_MODULE 1
#define AUDIT_HCALL_BEGIN 1
#define AUDIT_HCALL_BEGIN2 2
#define AUDIT_HCALL_END 3
#define AUDIT_ASMHCALL 4

#define TRACE_SCHED_MODULE 2
#define AUDIT_SCHED_PART_SUSPEND 0x1
#define AUDIT_SCHED_PART_RESUME 0x2
#define AUDIT_SCHED_PART_HALT 0x3
#define AUDIT_SCHED_PART_RESET 0x4
#define AUDIT_SCHED_PART_SHUTDOWN 0x5
#define AUDIT_SCHED_PART_IDLE 0x6
#define AUDIT_SCHED_HYP_HALT 0x7
#define AUDIT_SCHED_HYP_RESET 0x8
#define AUDIT_SCHED_PLAN_SWITCH_REQ 0x9
#define AUDIT_SCHED_PLAN_SWITCH_DONE 0xA
#define AUDIT_SCHED_CONTEXT_SWITCH 0xB
#define AUDIT_SCHED_VCPU_SUSPEND 0xC
#define AUDIT_SCHED_VCPU_RESUME 0xD
#define AUDIT_SCHED_VCPU_HALT 0xE
#define AUDIT_SCHED_VCPU_RESET 0xF

#define TRACE_HM_MODULE 3
#define AUDIT_HM_EVENT_RAISED 1
#define AUDIT_HM_HPV_ACTION 2
#define AUDIT_HM_PART_ACTION 3

#define TRACE_VMM_MODULE 4
#define AUDIT_VMM_NOT_BELONGING 1
#define AUDIT_VMM_NOT_EXISTING 2
#define AUDIT_VMM_PPG_CNT 3
#define AUDIT_VMM_INVLD_ENTRY 4

#define PRTOS_TRACE_PAYLOAD_LENGTH 4

typedef struct {
    prtos_u16_t signature;
    prtos_u16_t checksum;               /* the 18 words of 16 bits add up to 0xFFFF */
    prtos_u32_t op_code_hi;
    prtos_u32_t op_code_lo;
    prtos_time_t timestamp;             /* microseconds */
    prtos_word_t payload[PRTOS_TRACE_PAYLOAD_LENGTH];
} __attribute__((packed)) prtos_trace_event_t;

typedef struct {
    prtos_s32_t num_of_events;
    prtos_s32_t max_events;
    prtos_s32_t current_event;          /* read position */
} prtos_trace_status_t;

#endif
