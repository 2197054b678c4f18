/* SPDX-License-Identifier: Apache-2.0 */
/* How C and assembly refer to each other. */
#ifndef PRTOS_INC_LINKAGE_H
#define PRTOS_INC_LINKAGE_H

#include <prtos_inc/arch/linkage.h>

#ifdef __cplusplus
#define __PRTOS_C extern "C"
#else
#define __PRTOS_C extern
#endif

#endif
