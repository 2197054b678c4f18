/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Descriptors of objects.
 *
 *   31  30      24  23  20  19          10  9           0
 *  +--+-----------+-------+---------------+--------------+
 *  |0 |   class   | vCPU  |   partition   |    object    |
 *  +--+-----------+-------+---------------+--------------+
 */
#ifndef PRTOS_INC_OBJDIR_H
#define PRTOS_INC_OBJDIR_H

#include <prtos_inc/arch/arch_types.h>

#define OBJ_CLASS_NULL 0
#define OBJ_CLASS_CONSOLE 1
#define OBJ_CLASS_TRACE 2
#define OBJ_CLASS_SAMPLING_PORT 3
#define OBJ_CLASS_QUEUING_PORT 4
#define OBJ_CLASS_MEM 5
#define OBJ_CLASS_HM 6
#define OBJ_CLASS_STATUS 7
#define OBJ_NO_CLASSES 8

#define OBJDESC_INVALID (1U << 31)
#define OBJDESC_CLASS_MASK 0x7FU
#define OBJDESC_VCPUID_MASK 0xFU
#define OBJDESC_PARTITIONID_MASK 0x3FFU
#define OBJDESC_OBJID_MASK 0x3FFU

#define OBJDESC_BUILD_VCPUID(class_id, vcpu_id, partition_id, object_id)                                               \
    ((((prtos_u32_t)(class_id)&OBJDESC_CLASS_MASK) << 24) | (((prtos_u32_t)(vcpu_id)&OBJDESC_VCPUID_MASK) << 20) |      \
     (((prtos_u32_t)(partition_id)&OBJDESC_PARTITIONID_MASK) << 10) | ((prtos_u32_t)(object_id)&OBJDESC_OBJID_MASK))
#define OBJDESC_BUILD(class_id, partition_id, object_id) OBJDESC_BUILD_VCPUID(class_id, 0, partition_id, object_id)

#define OBJDESC_GET_CLASS(descriptor) (((descriptor) >> 24) & OBJDESC_CLASS_MASK)
#define OBJDESC_GET_VCPUID(descriptor) (((descriptor) >> 20) & OBJDESC_VCPUID_MASK)
#define OBJDESC_GET_PARTITIONID(descriptor) (((descriptor) >> 10) & OBJDESC_PARTITIONID_MASK)
#define OBJDESC_GET_OBJID(descriptor) ((descriptor)&OBJDESC_OBJID_MASK)
#define OBJDESC_SET_INVALID(descriptor) ((descriptor) | OBJDESC_INVALID)
#define OBJDESC_IS_VALID(descriptor) (((descriptor)&OBJDESC_INVALID) == 0)

#define PRTOS_HYPERVISOR_ID 0xFF        /* as a partition: the hypervisor itself */

#define PRTOS_OBJ_SEEK_CUR 0
#define PRTOS_OBJ_SEEK_SET 1
#define PRTOS_OBJ_SEEK_END 2

#endif
