/* SPDX-License-Identifier: Apache-2.0 */
/* Traces. Those of others than the caller: system partitions only. */
#ifndef TRACE_H
#define TRACE_H

#include <prtos_inc/linkage.h>
#include <prtos_inc/objects/trace.h>

/* Returns a stream: the trace of a partition, or of the hypervisor (PRTOS_HYPERVISOR_ID). */
__PRTOS_C __stdcall prtos_s32_t prtos_trace_open(prtos_id_t id);

/* Writes a record if the mask has a bit in common with that of the configuration; PRTOS_INVALID_CONFIG if not. */
__PRTOS_C __stdcall prtos_s32_t prtos_trace_event(prtos_u32_t mask, prtos_trace_event_t *event);

/* Reads the next record. Returns 1, or 0 if there is none. */
__PRTOS_C __stdcall prtos_s32_t prtos_trace_read(prtos_s32_t stream, prtos_trace_event_t *event);
__PRTOS_C __stdcall prtos_s32_t prtos_trace_seek(prtos_s32_t stream, prtos_s32_t offset, prtos_u32_t whence);
__PRTOS_C __stdcall prtos_s32_t prtos_trace_status(prtos_s32_t stream, prtos_trace_status_t *status);

#endif
