/* SPDX-License-Identifier: Apache-2.0 */
/* One function for each service: the arguments go to EBX, ECX, EDX, ESI, EDI. */
#include <prtos.h>

#include "batch.h"
#include "gate.h"

__stdcall prtos_s32_t prtos_halt_partition(prtos_id_t partition_id)
{
    flush_batch();
    return hypercall1(__HALT_PARTITION_NR, (prtos_word_t)partition_id);
}

__stdcall prtos_s32_t prtos_suspend_partition(prtos_id_t partition_id)
{
    flush_batch();
    return hypercall1(__SUSPEND_PARTITION_NR, (prtos_word_t)partition_id);
}

__stdcall prtos_s32_t prtos_resume_partition(prtos_id_t partition_id)
{
    flush_batch();
    return hypercall1(__RESUME_PARTITION_NR, (prtos_word_t)partition_id);
}

__stdcall prtos_s32_t prtos_reset_partition(prtos_id_t partition_id, prtos_u32_t reset_mode, prtos_u32_t status)
{
    flush_batch();
    return hypercall3(__RESET_PARTITION_NR, (prtos_word_t)partition_id, (prtos_word_t)reset_mode, (prtos_word_t)status);
}

__stdcall prtos_s32_t prtos_shutdown_partition(prtos_id_t partition_id)
{
    flush_batch();
    return hypercall1(__SHUTDOWN_PARTITION_NR, (prtos_word_t)partition_id);
}

__stdcall prtos_s32_t prtos_halt_system(void)
{
    flush_batch();
    return hypercall0(__HALT_SYSTEM_NR);
}

__stdcall prtos_s32_t prtos_reset_system(prtos_u32_t reset_mode)
{
    flush_batch();
    return hypercall1(__RESET_SYSTEM_NR, (prtos_word_t)reset_mode);
}

__stdcall prtos_s32_t prtos_idle_self(void)
{
    flush_batch();
    return hypercall0(__IDLE_SELF_NR);
}

__stdcall prtos_s32_t prtos_get_time(prtos_u32_t clock_id, prtos_time_t *time)
{
    flush_batch();
    return hypercall2(__GET_TIME_NR, (prtos_word_t)clock_id, (prtos_word_t)time);
}

__stdcall prtos_s32_t prtos_read_object(prtos_obj_desc_t descriptor, void *buffer, prtos_u_size_t size, prtos_u32_t *flags)
{
    flush_batch();
    return hypercall4(__READ_OBJECT_NR, (prtos_word_t)descriptor, (prtos_word_t)buffer, (prtos_word_t)size, (prtos_word_t)flags);
}

__stdcall prtos_s32_t prtos_write_object(prtos_obj_desc_t descriptor, const void *buffer, prtos_u_size_t size, prtos_u32_t *flags)
{
    flush_batch();
    return hypercall4(__WRITE_OBJECT_NR, (prtos_word_t)descriptor, (prtos_word_t)buffer, (prtos_word_t)size, (prtos_word_t)flags);
}

__stdcall prtos_s32_t prtos_seek_object(prtos_obj_desc_t descriptor, prtos_s32_t offset, prtos_u32_t whence)
{
    flush_batch();
    return hypercall3(__SEEK_OBJECT_NR, (prtos_word_t)descriptor, (prtos_word_t)offset, (prtos_word_t)whence);
}

__stdcall prtos_s32_t prtos_ctrl_object(prtos_obj_desc_t descriptor, prtos_u32_t command, void *argument)
{
    flush_batch();
    return hypercall3(__CTRL_OBJECT_NR, (prtos_word_t)descriptor, (prtos_word_t)command, (prtos_word_t)argument);
}

__stdcall prtos_s32_t prtos_clear_irqmask(prtos_u32_t hw_irqs, prtos_u32_t ext_irqs)
{
    flush_batch();
    return hypercall2(__CLEAR_IRQMASK_NR, (prtos_word_t)hw_irqs, (prtos_word_t)ext_irqs);
}

__stdcall prtos_s32_t prtos_set_irqmask(prtos_u32_t hw_irqs, prtos_u32_t ext_irqs)
{
    flush_batch();
    return hypercall2(__SET_IRQMASK_NR, (prtos_word_t)hw_irqs, (prtos_word_t)ext_irqs);
}

__stdcall prtos_s32_t prtos_set_irqpend(prtos_u32_t hw_irqs, prtos_u32_t ext_irqs)
{
    flush_batch();
    return hypercall2(__SET_IRQPEND_NR, (prtos_word_t)hw_irqs, (prtos_word_t)ext_irqs);
}

__stdcall prtos_s32_t prtos_clear_irqpend(prtos_u32_t hw_irqs, prtos_u32_t ext_irqs)
{
    flush_batch();
    return hypercall2(__CLEAR_IRQPEND_NR, (prtos_word_t)hw_irqs, (prtos_word_t)ext_irqs);
}

__stdcall prtos_s32_t prtos_route_irq(prtos_u32_t type, prtos_u32_t irq, prtos_u16_t vector)
{
    flush_batch();
    return hypercall3(__ROUTE_IRQ_NR, (prtos_word_t)type, (prtos_word_t)irq, (prtos_word_t)vector);
}

__stdcall prtos_s32_t prtos_update_page32(prtos_address_t p_addr, prtos_u32_t value)
{
    flush_batch();
    return hypercall2(__UPDATE_PAGE32_NR, (prtos_word_t)p_addr, (prtos_word_t)value);
}

__stdcall prtos_s32_t prtos_set_page_type(prtos_address_t p_addr, prtos_u32_t type)
{
    flush_batch();
    return hypercall2(__SET_PAGE_TYPE_NR, (prtos_word_t)p_addr, (prtos_word_t)type);
}

__stdcall prtos_s32_t prtos_invld_tlb(prtos_address_t v_addr)
{
    flush_batch();
    return hypercall1(__INVLD_TLB_NR, (prtos_word_t)v_addr);
}

__stdcall prtos_s32_t prtos_raise_ipvi(prtos_u8_t ipvi)
{
    flush_batch();
    return hypercall1(__RAISE_IPVI_NR, (prtos_word_t)ipvi);
}

__stdcall prtos_s32_t prtos_raise_partition_ipvi(prtos_id_t partition_id, prtos_u8_t ipvi)
{
    flush_batch();
    return hypercall2(__RAISE_PARTITION_IPVI_NR, (prtos_word_t)partition_id, (prtos_word_t)ipvi);
}

__stdcall prtos_s32_t prtos_override_trap_hndl(prtos_s32_t entry, struct trap_handler *handler)
{
    flush_batch();
    return hypercall2(__OVERRIDE_TRAP_HNDL_NR, (prtos_word_t)entry, (prtos_word_t)handler);
}

__stdcall prtos_s32_t prtos_switch_sched_plan(prtos_u32_t new_plan_id, prtos_u32_t *current_plan_id)
{
    flush_batch();
    return hypercall2(__SWITCH_SCHED_PLAN_NR, (prtos_word_t)new_plan_id, (prtos_word_t)current_plan_id);
}

__stdcall prtos_s32_t prtos_get_gid_by_name(const char *name, prtos_u32_t entity)
{
    flush_batch();
    return hypercall2(__GET_GID_BY_NAME_NR, (prtos_word_t)name, (prtos_word_t)entity);
}

__stdcall prtos_s32_t prtos_reset_vcpu(prtos_id_t vcpu_id, prtos_address_t ptd_level_1, prtos_address_t entry, prtos_u32_t status)
{
    flush_batch();
    return hypercall4(__RESET_VCPU_NR, (prtos_word_t)vcpu_id, (prtos_word_t)ptd_level_1, (prtos_word_t)entry, (prtos_word_t)status);
}

__stdcall prtos_s32_t prtos_halt_vcpu(prtos_id_t vcpu_id)
{
    flush_batch();
    return hypercall1(__HALT_VCPU_NR, (prtos_word_t)vcpu_id);
}

__stdcall prtos_s32_t prtos_suspend_vcpu(prtos_id_t vcpu_id)
{
    flush_batch();
    return hypercall1(__SUSPEND_VCPU_NR, (prtos_word_t)vcpu_id);
}

__stdcall prtos_s32_t prtos_resume_vcpu(prtos_id_t vcpu_id)
{
    flush_batch();
    return hypercall1(__RESUME_VCPU_NR, (prtos_word_t)vcpu_id);
}

/* These do not execute what was deferred: the first is how that is done, the others may come in the middle of it. */

__stdcall prtos_s32_t prtos_multicall(void *start, void *end)
{
    return hypercall2(__MULTICALL_NR, (prtos_word_t)start, (prtos_word_t)end);
}

__stdcall prtos_s32_t prtos_set_timer(prtos_u32_t clock_id, prtos_time_t abs_time, prtos_time_t interval)
{
    return hypercall5(__SET_TIMER_NR, clock_id, (prtos_word_t)abs_time, (prtos_word_t)((prtos_u64_t)abs_time >> 32),
                      (prtos_word_t)interval, (prtos_word_t)((prtos_u64_t)interval >> 32));
}

__stdcall prtos_id_t prtos_get_vcpuid(void)
{
    return (prtos_id_t)hypercall0(__GET_VCPUID_NR);
}
