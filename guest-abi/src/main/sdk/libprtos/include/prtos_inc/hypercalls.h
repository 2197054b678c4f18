/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers (EAX) and results of the services. */
#ifndef PRTOS_INC_HYPERCALLS_H
#define PRTOS_INC_HYPERCALLS_H

#include <prtos_inc/arch/hypercalls.h>

#define __MULTICALL_NR 0
#define __HALT_PARTITION_NR 1
#define __SUSPEND_PARTITION_NR 2
#define __RESUME_PARTITION_NR 3
#define __RESET_PARTITION_NR 4
#define __SHUTDOWN_PARTITION_NR 5
#define __HALT_SYSTEM_NR 6
#define __RESET_SYSTEM_NR 7
#define __IDLE_SELF_NR 8
#define __GET_TIME_NR 9
#define __SET_TIMER_NR 10
#define __READ_OBJECT_NR 11
#define __WRITE_OBJECT_NR 12
#define __SEEK_OBJECT_NR 13
#define __CTRL_OBJECT_NR 14
#define __CLEAR_IRQMASK_NR 15
#define __SET_IRQMASK_NR 16
#define __SET_IRQPEND_NR 17
#define __CLEAR_IRQPEND_NR 18
#define __ROUTE_IRQ_NR 19
#define __UPDATE_PAGE32_NR 20
#define __SET_PAGE_TYPE_NR 21
#define __INVLD_TLB_NR 22
#define __RAISE_IPVI_NR 23
#define __RAISE_PARTITION_IPVI_NR 24
#define __OVERRIDE_TRAP_HNDL_NR 25
#define __SWITCH_SCHED_PLAN_NR 26
#define __GET_GID_BY_NAME_NR 27
#define __RESET_VCPU_NR 28
#define __HALT_VCPU_NR 29
#define __SUSPEND_VCPU_NR 30
#define __RESUME_VCPU_NR 31
#define __GET_VCPUID_NR 32

#define PRTOS_OK 0
#define PRTOS_NO_ACTION (-1)
#define PRTOS_UNKNOWN_HYPERCALL (-2)
#define PRTOS_INVALID_PARAM (-3)
#define PRTOS_PERM_ERROR (-4)
#define PRTOS_INVALID_CONFIG (-5)
#define PRTOS_INVALID_MODE (-6)
#define PRTOS_OP_NOT_ALLOWED (-7)
#define PRTOS_MULTICALL_ERROR (-8)

#define PRTOS_HW_CLOCK 0                /* time of the system */
#define PRTOS_EXEC_CLOCK 1              /* time in which this vCPU was executed */

#define PRTOS_COLD_RESET 0
#define PRTOS_WARM_RESET 1

#define PRTOS_TRAP_TYPE 0
#define PRTOS_HWIRQ_TYPE 1
#define PRTOS_EXTIRQ_TYPE 2

#define PRTOS_PARTITION_NAME 0
#define PRTOS_PLAN_NAME 1

#define PRTOS_INFINITE_TIME 0xFFFFFFFFU /* validity of a sampling message */

#endif
