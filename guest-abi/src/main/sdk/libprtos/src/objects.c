/* SPDX-License-Identifier: Apache-2.0 */
/* Services that are commands of objects: console, memory, health monitor, traces, status. */
#include <prtos.h>

static prtos_obj_desc_t own(prtos_u32_t class_id)
{
    return OBJDESC_BUILD(class_id, PRTOS_PARTITION_SELF, 0);
}

__stdcall prtos_s32_t prtos_write_console(const char *buffer, prtos_s32_t length)
{
    return prtos_write_object(own(OBJ_CLASS_CONSOLE), buffer, length, 0);
}

__stdcall prtos_s32_t prtos_memory_copy(prtos_id_t dst_id, prtos_address_t dst_addr, prtos_id_t src_id,
                                        prtos_address_t src_addr, prtos_s_size_t size)
{
    struct {
        prtos_id_t dst_id;
        prtos_address_t dst_addr;
        prtos_id_t src_id;
        prtos_address_t src_addr;
        prtos_s_size_t size;
    } copy = { dst_id, dst_addr, src_id, src_addr, size };

    return prtos_ctrl_object(OBJDESC_BUILD(OBJ_CLASS_MEM, 0, 0), 1, &copy);
}

/* ---- health monitor ---- */

#define HM_DESCRIPTOR OBJDESC_BUILD(OBJ_CLASS_HM, PRTOS_HYPERVISOR_ID, 0)

/* Bytes to records; an error stays what it is. */
static prtos_s32_t records(prtos_s32_t result, prtos_u32_t length)
{
    return result < 0 ? result : result / (prtos_s32_t)length;
}

__stdcall prtos_s32_t prtos_hm_read(prtos_hm_log_t *log)
{
    if (log == 0) {
        return PRTOS_INVALID_PARAM;
    }
    return records(prtos_read_object(HM_DESCRIPTOR, log, sizeof *log, 0), sizeof *log);
}

__stdcall prtos_s32_t prtos_hm_seek(prtos_s32_t offset, prtos_u32_t whence)
{
    return prtos_seek_object(HM_DESCRIPTOR, offset, whence);
}

__stdcall prtos_s32_t prtos_hm_status(prtos_hm_status_t *status)
{
    return status == 0 ? PRTOS_INVALID_PARAM : prtos_ctrl_object(HM_DESCRIPTOR, PRTOS_HM_GET_STATUS, status);
}

/* ---- traces ---- */

static prtos_s32_t is_stream(prtos_s32_t stream)
{
    return OBJDESC_GET_CLASS((prtos_u32_t)stream) == OBJ_CLASS_TRACE;
}

/* Only system partitions are told how many partitions there are; the others have but their own stream. */
__stdcall prtos_s32_t prtos_trace_open(prtos_id_t id)
{
    prtos_u32_t partitions = prtos_get_pct0()->flags >> 16 & 0xFF;

    if (id != PRTOS_PARTITION_SELF) {
        if (partitions == 0) {
            return PRTOS_PERM_ERROR;
        }
        if (id != PRTOS_HYPERVISOR_ID && id >= partitions) {
            return PRTOS_INVALID_PARAM;
        }
    }
    return OBJDESC_BUILD(OBJ_CLASS_TRACE, id, 0);
}

__stdcall prtos_s32_t prtos_trace_event(prtos_u32_t mask, prtos_trace_event_t *event)
{
    prtos_s32_t result;

    if (event == 0) {
        return PRTOS_INVALID_PARAM;
    }
    result = prtos_write_object(own(OBJ_CLASS_TRACE), event, sizeof *event, &mask);
    return result < 0 ? result : result == 0 ? PRTOS_INVALID_CONFIG : PRTOS_OK;
}

__stdcall prtos_s32_t prtos_trace_read(prtos_s32_t stream, prtos_trace_event_t *event)
{
    if (!is_stream(stream) || event == 0) {
        return PRTOS_INVALID_PARAM;
    }
    return records(prtos_read_object(stream, event, sizeof *event, 0), sizeof *event);
}

__stdcall prtos_s32_t prtos_trace_seek(prtos_s32_t stream, prtos_s32_t offset, prtos_u32_t whence)
{
    return is_stream(stream) ? prtos_seek_object(stream, offset, whence) : PRTOS_INVALID_PARAM;
}

__stdcall prtos_s32_t prtos_trace_status(prtos_s32_t stream, prtos_trace_status_t *status)
{
    if (!is_stream(stream) || status == 0) {
        return PRTOS_INVALID_PARAM;
    }
    return prtos_ctrl_object(stream, PRTOS_TRACE_GET_STATUS, status);
}

/* ---- status ---- */

/*
 * The hypervisor checks the size of the largest argument whatever the command is; a small one may be the last thing in
 * memory, so all go by way of the largest.
 */
static prtos_s32_t status_of(prtos_obj_desc_t descriptor, prtos_u32_t command, void *status, prtos_u32_t length)
{
    union prtos_status_cmd argument;
    prtos_s32_t result;
    prtos_u32_t i;

    if (status == 0) {
        return PRTOS_INVALID_PARAM;
    }
    for (i = 0; i < length; i++) {
        ((prtos_u8_t *)&argument)[i] = ((prtos_u8_t *)status)[i];
    }
    result = prtos_ctrl_object(descriptor, command, &argument);
    for (i = 0; result >= 0 && i < length; i++) {
        ((prtos_u8_t *)status)[i] = ((prtos_u8_t *)&argument)[i];
    }
    return result;
}

__stdcall prtos_s32_t prtos_get_system_status(prtos_sys_status_t *status)
{
    return status_of(OBJDESC_BUILD(OBJ_CLASS_STATUS, PRTOS_HYPERVISOR_ID, 0), PRTOS_GET_SYSTEM_STATUS, status,
                     sizeof *status);
}

__stdcall prtos_s32_t prtos_get_partition_status(prtos_id_t partition_id, prtos_part_status_t *status)
{
    return status_of(OBJDESC_BUILD(OBJ_CLASS_STATUS, partition_id, 0), PRTOS_GET_PARTITION_STATUS, status,
                     sizeof *status);
}

__stdcall prtos_s32_t prtos_get_partition_vcpu_status(prtos_id_t partition_id, prtos_id_t vcpu_id,
                                                      prtos_virtual_cpu_status_t *status)
{
    if (vcpu_id > OBJDESC_VCPUID_MASK) {
        return PRTOS_INVALID_PARAM;
    }
    return status_of(OBJDESC_BUILD_VCPUID(OBJ_CLASS_STATUS, vcpu_id, partition_id, 0), PRTOS_GET_VCPU_STATUS, status,
                     sizeof *status);
}

__stdcall prtos_s32_t prtos_get_vcpu_status(prtos_id_t vcpu_id, prtos_virtual_cpu_status_t *status)
{
    if (vcpu_id >= prtos_get_number_vcpus()) {
        return PRTOS_INVALID_PARAM;
    }
    return prtos_get_partition_vcpu_status(PRTOS_PARTITION_SELF, vcpu_id, status);
}

__stdcall prtos_s32_t prtos_get_plan_status(prtos_plan_status_t *status)
{
    return status_of(own(OBJ_CLASS_STATUS), PRTOS_GET_SCHED_PLAN_STATUS, status, sizeof *status);
}

__stdcall prtos_s32_t prtos_get_physpage_status(prtos_address_t p_addr, prtos_phys_page_status_t *status)
{
    if (status == 0) {
        return PRTOS_INVALID_PARAM;
    }
    status->p_addr = p_addr;
    return status_of(own(OBJ_CLASS_STATUS), PRTOS_GET_PHYSPAGE_STATUS, status, sizeof *status);
}

__stdcall prtos_s32_t prtos_set_partition_opmode(prtos_s32_t op_mode)
{
    return status_of(own(OBJ_CLASS_STATUS), PRTOS_SET_PARTITION_OPMODE, &op_mode, sizeof op_mode);
}
