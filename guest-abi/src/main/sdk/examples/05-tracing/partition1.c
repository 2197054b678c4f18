/* SPDX-License-Identifier: Apache-2.0 */
/* Reads the trace of partition 0. */
#include <prtos.h>
#include <stdio.h>

#define KEPT 4

void partition_main(void)
{
    prtos_trace_event_t event;
    prtos_trace_status_t status;
    prtos_s32_t stream = prtos_trace_open(0);
    int seen = 0;
    int wrong = stream < 0;

    while (seen < KEPT) {
        while (prtos_trace_read(stream, &event) == 1) {
            prtos_u32_t code = (event.op_code_lo & TRACE_OPCODE_CODE_MASK) >> TRACE_OPCODE_CODE_BIT;

            printf("%lld us: code %u, payload %u\n", event.timestamp, code, event.payload[0]);
            wrong += ((1 << (code & 3)) & 0x6) == 0 || event.payload[0] != code * 100;
            seen++;
        }
        prtos_idle_self();
    }
    prtos_trace_status(stream, &status);
    printf("%d of %d records in use, read position %d\n", status.num_of_events, status.max_events,
           status.current_event);
    printf(wrong == 0 && status.num_of_events == KEPT ? "Verification Passed\n" : "Verification Failed\n");
}
