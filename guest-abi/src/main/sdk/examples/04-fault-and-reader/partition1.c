/* SPDX-License-Identifier: Apache-2.0 */
/* Reads the log of the health monitor until the other partition is halted. */
#include <prtos.h>
#include <stdio.h>

static const prtos_u32_t expected[] = { PRTOS_HM_EV_X86_DIVIDE_ERROR, PRTOS_HM_EV_X86_PAGE_FAULT,
                                        PRTOS_HM_EV_X86_INVALID_OPCODE };

#define EVENTS (sizeof expected / sizeof expected[0])

void partition_main(void)
{
    prtos_part_status_t status;
    prtos_hm_log_t log;
    prtos_u32_t seen = 0;
    prtos_u32_t wrong = 0;

    do {
        while (prtos_hm_read(&log) == 1) {
            prtos_u32_t event = (log.op_code_lo & HMLOG_OPCODE_EVENT_MASK) >> HMLOG_OPCODE_EVENT_BIT;
            prtos_u32_t partition = log.op_code_lo & HMLOG_OPCODE_PARTID_MASK;

            printf("event %u of partition %u at %lld us, pc 0x%x\n", event, partition, log.timestamp, log.cpu_ctxt.pc);
            wrong += log.signature != PRTOS_HMLOG_SIGNATURE || partition != 0 || seen >= EVENTS ||
                     event != expected[seen];
            seen++;
        }
        prtos_get_partition_status(0, &status);
        prtos_idle_self();
    } while (status.state != PRTOS_STATUS_HALTED || seen < EVENTS);
    printf(wrong == 0 && seen == EVENTS ? "Verification Passed\n" : "Verification Failed\n");
}
