/* SPDX-License-Identifier: Apache-2.0 */
/* Log of the health monitor. System partitions only. */
#ifndef HM_H
#define HM_H

#include <prtos_inc/linkage.h>
#include <prtos_inc/objects/hm.h>

/* Reads the next record. Returns 1, or 0 if there is none. */
__PRTOS_C __stdcall prtos_s32_t prtos_hm_read(prtos_hm_log_t *log);
__PRTOS_C __stdcall prtos_s32_t prtos_hm_seek(prtos_s32_t offset, prtos_u32_t whence);
__PRTOS_C __stdcall prtos_s32_t prtos_hm_status(prtos_hm_status_t *status);

#endif
