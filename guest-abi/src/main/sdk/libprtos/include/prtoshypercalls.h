/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The services of the hypervisor, one function each. Results are PRTOS_OK, an error (negative) or what the comment says;
 * the reference manual lists the errors of each. A service first executes what was deferred (prtos_lazy_...), but for
 * prtos_multicall, prtos_set_timer and prtos_get_vcpuid.
 */
#ifndef PRTOSHYPERCALLS_H
#define PRTOSHYPERCALLS_H

#include <prtos_inc/guest.h>
#include <prtos_inc/hypercalls.h>
#include <prtos_inc/linkage.h>
#include <prtos_inc/objdir.h>
#include <prtos_inc/arch/physmm.h>

/* Executes a list of deferred services between two addresses. Entries: number, argument words, arguments. */
__PRTOS_C __stdcall prtos_s32_t prtos_multicall(void *start, void *end);

/* Halts a partition. Another one: system partitions only. */
__PRTOS_C __stdcall prtos_s32_t prtos_halt_partition(prtos_id_t partition_id);

/* Suspends a partition until somebody resumes it. Another one: system partitions only. */
__PRTOS_C __stdcall prtos_s32_t prtos_suspend_partition(prtos_id_t partition_id);

/* Resumes a suspended partition. System partitions only. */
__PRTOS_C __stdcall prtos_s32_t prtos_resume_partition(prtos_id_t partition_id);

/* Restarts a partition, PRTOS_COLD_RESET or PRTOS_WARM_RESET; it finds the status in its control table. */
__PRTOS_C __stdcall prtos_s32_t prtos_reset_partition(prtos_id_t partition_id, prtos_u32_t reset_mode, prtos_u32_t status);

/* Sends the interrupt PRTOS_VT_EXT_SHUTDOWN to a partition. */
__PRTOS_C __stdcall prtos_s32_t prtos_shutdown_partition(prtos_id_t partition_id);

/* Halts the system. System partitions only. */
__PRTOS_C __stdcall prtos_s32_t prtos_halt_system(void);

/* Restarts the system. System partitions only. */
__PRTOS_C __stdcall prtos_s32_t prtos_reset_system(prtos_u32_t reset_mode);

/* Gives up the rest of the slot. */
__PRTOS_C __stdcall prtos_s32_t prtos_idle_self(void);

/* Reads PRTOS_HW_CLOCK or PRTOS_EXEC_CLOCK, in microseconds. */
__PRTOS_C __stdcall prtos_s32_t prtos_get_time(prtos_u32_t clock_id, prtos_time_t *time);

/* Arms the timer of a clock for a time, and for every interval after it if that is not 0; the time 0 disarms it. */
__PRTOS_C __stdcall prtos_s32_t prtos_set_timer(prtos_u32_t clock_id, prtos_time_t abs_time, prtos_time_t interval);

/* Reads from an object. */
__PRTOS_C __stdcall prtos_s32_t prtos_read_object(prtos_obj_desc_t descriptor, void *buffer, prtos_u_size_t size, prtos_u32_t *flags);

/* Writes to an object. */
__PRTOS_C __stdcall prtos_s32_t prtos_write_object(prtos_obj_desc_t descriptor, const void *buffer, prtos_u_size_t size, prtos_u32_t *flags);

/* Moves the read position of an object. */
__PRTOS_C __stdcall prtos_s32_t prtos_seek_object(prtos_obj_desc_t descriptor, prtos_s32_t offset, prtos_u32_t whence);

/* Executes a command of an object. */
__PRTOS_C __stdcall prtos_s32_t prtos_ctrl_object(prtos_obj_desc_t descriptor, prtos_u32_t command, void *argument);

/* Lets interrupts through. */
__PRTOS_C __stdcall prtos_s32_t prtos_clear_irqmask(prtos_u32_t hw_irqs, prtos_u32_t ext_irqs);

/* Keeps interrupts pending. */
__PRTOS_C __stdcall prtos_s32_t prtos_set_irqmask(prtos_u32_t hw_irqs, prtos_u32_t ext_irqs);

/* Makes interrupts pending. */
__PRTOS_C __stdcall prtos_s32_t prtos_set_irqpend(prtos_u32_t hw_irqs, prtos_u32_t ext_irqs);

/* Drops pending interrupts. */
__PRTOS_C __stdcall prtos_s32_t prtos_clear_irqpend(prtos_u32_t hw_irqs, prtos_u32_t ext_irqs);

/* Chooses the vector of a trap (PRTOS_TRAP_TYPE) or interrupt (PRTOS_HWIRQ_TYPE, PRTOS_EXTIRQ_TYPE). */
__PRTOS_C __stdcall prtos_s32_t prtos_route_irq(prtos_u32_t type, prtos_u32_t irq, prtos_u16_t vector);

/* Writes a word of the partition's own memory, if it is of a page table or directory after checks. */
__PRTOS_C __stdcall prtos_s32_t prtos_update_page32(prtos_address_t p_addr, prtos_u32_t value);

/* Turns a page into PPAG_STD, PPAG_PTDL1 or PPAG_PTDL2. */
__PRTOS_C __stdcall prtos_s32_t prtos_set_page_type(prtos_address_t p_addr, prtos_u32_t type);

/* Forgets the translation of an address, or of all (-1). */
__PRTOS_C __stdcall prtos_s32_t prtos_invld_tlb(prtos_address_t v_addr);

/* Sends PRTOS_VT_EXT_IPVI0 to 7 to all destinations of the configuration. */
__PRTOS_C __stdcall prtos_s32_t prtos_raise_ipvi(prtos_u8_t ipvi);

/* Sends PRTOS_VT_EXT_IPVI0 to 7 to one of its destinations. */
__PRTOS_C __stdcall prtos_s32_t prtos_raise_partition_ipvi(prtos_id_t partition_id, prtos_u8_t ipvi);

/* Has no effect on this processor. */
__PRTOS_C __stdcall prtos_s32_t prtos_override_trap_hndl(prtos_s32_t entry, struct trap_handler *handler);

/* Requests a plan from the end of the major frame on. System partitions only. */
__PRTOS_C __stdcall prtos_s32_t prtos_switch_sched_plan(prtos_u32_t new_plan_id, prtos_u32_t *current_plan_id);

/* The number of a partition (PRTOS_PARTITION_NAME) or plan (PRTOS_PLAN_NAME). */
__PRTOS_C __stdcall prtos_s32_t prtos_get_gid_by_name(const char *name, prtos_u32_t entity);

/* Starts a vCPU of this partition at an entry, with a page directory. */
__PRTOS_C __stdcall prtos_s32_t prtos_reset_vcpu(prtos_id_t vcpu_id, prtos_address_t ptd_level_1, prtos_address_t entry, prtos_u32_t status);

/* Halts a vCPU of this partition. */
__PRTOS_C __stdcall prtos_s32_t prtos_halt_vcpu(prtos_id_t vcpu_id);

/* Suspends a vCPU that is halted. */
__PRTOS_C __stdcall prtos_s32_t prtos_suspend_vcpu(prtos_id_t vcpu_id);

/* Takes back suspend_vcpu. */
__PRTOS_C __stdcall prtos_s32_t prtos_resume_vcpu(prtos_id_t vcpu_id);

/* The number of the vCPU that asks. */
__PRTOS_C __stdcall prtos_id_t prtos_get_vcpuid(void);

/* ---- deferred services: executed by the next service, or by prtos_flush_hyp_batch ---- */

/* Forgets what was deferred on this vCPU. */
__PRTOS_C void init_batch(void);

/* Executes what was deferred on this vCPU. Their results are lost. */
__PRTOS_C __stdcall prtos_s32_t prtos_flush_hyp_batch(void);

/* Defers any service: number, argument words, arguments. */
__PRTOS_C void prtos_lazy_hypercall(prtos_u32_t number, prtos_s32_t argc, ...);

__PRTOS_C __stdcall void prtos_lazy_update_page32(prtos_address_t p_addr, prtos_u32_t value);
__PRTOS_C __stdcall void prtos_lazy_set_page_type(prtos_address_t p_addr, prtos_u32_t type);
__PRTOS_C __stdcall void prtos_lazy_invld_tlb(prtos_address_t v_addr);

#include <arch/prtoshypercalls.h>

#endif
