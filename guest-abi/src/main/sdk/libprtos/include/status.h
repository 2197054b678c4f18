/* SPDX-License-Identifier: Apache-2.0 */
/* Status of the system and of its parts. Of others than the caller: system partitions only. */
#ifndef STATUS_H
#define STATUS_H

#include <prtos_inc/linkage.h>
#include <prtos_inc/objects/status.h>

__PRTOS_C __stdcall prtos_s32_t prtos_get_system_status(prtos_sys_status_t *status);
__PRTOS_C __stdcall prtos_s32_t prtos_get_partition_status(prtos_id_t partition_id, prtos_part_status_t *status);
__PRTOS_C __stdcall prtos_s32_t prtos_get_vcpu_status(prtos_id_t vcpu_id, prtos_virtual_cpu_status_t *status);
__PRTOS_C __stdcall prtos_s32_t prtos_get_partition_vcpu_status(prtos_id_t partition_id, prtos_id_t vcpu_id,
                                                                prtos_virtual_cpu_status_t *status);
__PRTOS_C __stdcall prtos_s32_t prtos_get_plan_status(prtos_plan_status_t *status);

/* The page is one of this partition. */
__PRTOS_C __stdcall prtos_s32_t prtos_get_physpage_status(prtos_address_t p_addr, prtos_phys_page_status_t *status);

/* Sets what others see as the mode of this partition. */
__PRTOS_C __stdcall prtos_s32_t prtos_set_partition_opmode(prtos_s32_t op_mode);

#endif
