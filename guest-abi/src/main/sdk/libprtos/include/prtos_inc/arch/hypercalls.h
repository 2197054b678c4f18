/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers (EAX) of the services for the processor, and the gates that lead to the hypervisor. */
#ifndef PRTOS_INC_ARCH_HYPERCALLS_H
#define PRTOS_INC_ARCH_HYPERCALLS_H

#include <prtos_inc/arch/segments.h>

#define __X86_LOAD_CR0_NR 33
#define __X86_LOAD_CR3_NR 34
#define __X86_LOAD_CR4_NR 35
#define __X86_LOAD_TSS_NR 36
#define __X86_LOAD_GDT_NR 37
#define __X86_LOAD_IDTR_NR 38
#define __X86_UPDATE_SS_SP_NR 39
#define __X86_UPDATE_GDT_NR 40
#define __X86_UPDATE_IDT_NR 41
#define __X86_SET_IF_NR 42
#define __X86_CLEAR_IF_NR 43

#define NR_HYPERCALLS 44

#endif
