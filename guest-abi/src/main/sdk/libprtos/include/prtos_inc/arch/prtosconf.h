/* SPDX-License-Identifier: Apache-2.0 */
/* Parts of a configuration that depend on the processor: none that a partition sees. */
#ifndef PRTOS_INC_ARCH_PRTOSCONF_H
#define PRTOS_INC_ARCH_PRTOSCONF_H

#include <prtos_inc/arch/arch_types.h>

#endif
