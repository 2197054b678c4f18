/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses that a partition is given. */
#ifndef PRTOS_INC_ARCH_PRTOS_DEF_H
#define PRTOS_INC_ARCH_PRTOS_DEF_H

#include <prtos_inc/config.h>

#define PRTOS_PCTRLTAB_ADDR (CONFIG_PRTOS_OFFSET - 256 * 1024)      /* control table of vCPU 0 */
#define PRTOS_LOADER_ADDR (PRTOS_PCTRLTAB_ADDR - 256 * 1024)

#endif
