/* SPDX-License-Identifier: Apache-2.0 */
/* Reads what the hypervisor records about its scheduling. */
#include <prtos.h>
#include <stdio.h>

#define FRAMES 4
#define IDLE 0xFFFFFFFF

void partition_main(void)
{
    prtos_s32_t stream = prtos_trace_open(PRTOS_HYPERVISOR_ID);
    prtos_trace_event_t event;
    prtos_u32_t to_self = 0, to_other = 0, to_idle = 0, rest = 0;
    prtos_s32_t last = -1;
    int out_of_order = 0;
    int frame;

    for (frame = 0; frame < FRAMES; frame++) {
        prtos_idle_self();
    }
    while (prtos_trace_read(stream, &event) == 1) {
        prtos_u32_t code = (event.op_code_lo & TRACE_OPCODE_CODE_MASK) >> TRACE_OPCODE_CODE_BIT;
        prtos_s32_t sequence = (event.op_code_hi & TRACE_OPCODE_SEQ_MASK) >> TRACE_OPCODE_SEQ_BIT;

        out_of_order += sequence <= last;
        last = sequence;
        if (code == (TRACE_SCHED_MODULE << 8 | AUDIT_SCHED_CONTEXT_SWITCH)) {
            to_self += event.payload[0] == 0;
            to_other += event.payload[0] == 1;
            to_idle += event.payload[0] == IDLE;
        } else {
            rest++;
        }
    }
    printf("switches: %u to partition 0, %u to partition 1, %u to idle; %u other records\n", to_self, to_other, to_idle,
           rest);
    printf(out_of_order == 0 && to_self == FRAMES + 1 && to_other == FRAMES && to_idle >= FRAMES && rest > 0
               ? "Verification Passed\n"
               : "Verification Failed\n");
}
