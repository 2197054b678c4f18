/* SPDX-License-Identifier: Apache-2.0 */
/* Writes eight records, half of which the filter of the configuration (0x6) lets through. */
#include <prtos.h>
#include <stdio.h>
#include <string.h>

#define RECORDS 8

void partition_main(void)
{
    prtos_trace_event_t event;
    prtos_s32_t result;
    int kept = 0;
    int i;

    for (i = 0; i < RECORDS; i++) {
        memset(&event, 0, sizeof event);
        event.op_code_lo = i << TRACE_OPCODE_CODE_BIT;
        event.op_code_hi = PRTOS_TRACE_DEBUG << TRACE_OPCODE_CRIT_BIT;
        event.payload[0] = i * 100;
        result = prtos_trace_event(1 << (i & 3), &event);
        kept += result == PRTOS_OK;
    }
    printf("%d records written, %d kept\n", RECORDS, kept);
}
