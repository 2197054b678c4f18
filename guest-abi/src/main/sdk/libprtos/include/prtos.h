/* SPDX-License-Identifier: Apache-2.0 */
/* Everything that a partition needs to talk to the hypervisor. */
#ifndef PRTOS_H
#define PRTOS_H

#include <prtos_inc/config.h>
#include <prtos_inc/guest.h>
#include <prtos_inc/hypercalls.h>
#include <prtos_inc/linkage.h>
#include <prtos_inc/objdir.h>
#include <prtos_inc/prtosconf.h>
#include <prtos_inc/prtosef.h>
#include <prtos_inc/arch/arch_types.h>
#include <prtos_inc/arch/atomic.h>
#include <prtos_inc/arch/irqs.h>
#include <prtos_inc/arch/paging.h>
#include <prtos_inc/arch/physmm.h>
#include <prtos_inc/arch/processor.h>
#include <prtos_inc/arch/prtos_def.h>
#include <prtos_inc/arch/segments.h>

#include <prtoshypercalls.h>
#include <hypervisor.h>
#include <comm.h>
#include <hm.h>
#include <status.h>
#include <trace.h>

#endif
