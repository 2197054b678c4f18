/* SPDX-License-Identifier: Apache-2.0 */
/* Watches partition 0, which does one of three hopeless things: the rest of the system must not notice. */
#include "check.h"

#define FRAMES 20u
#define FRAME_US 1000
#define TOLERANCE_US 5                  /* instructions between the start of the slot and the reading of the clock */
#define PATIENT 0u                      /* id of the watched partition */

static uint32_t late_frames(void)
{
    uint32_t late = 0;
    int64_t first_us;

    prtos_idle_self();
    first_us = now_us();
    for (uint32_t frame = 1; frame <= FRAMES; frame++) {
        int64_t difference_us;

        prtos_idle_self();
        difference_us = now_us() - first_us - (int64_t)frame * FRAME_US;
        late += difference_us > TOLERANCE_US || difference_us < -TOLERANCE_US;
    }
    return late;
}

static int is_patient(const char *name)
{
    return prtos_get_gid_by_name(name, PRTOS_PARTITION_NAME) == (int32_t)PATIENT;
}

void partition_main(void)
{
    union prtos_status before;
    union prtos_status after;

    prtos_get_partition_status(PATIENT, &before);
    check("faults-late-frames", late_frames(), 0);
    check("faults-status", (uint32_t)prtos_get_partition_status(PATIENT, &after), PRTOS_OK);
    check("faults-state", after.partition.state, PRTOS_STATE_READY);
    check("faults-own-resets", prtos_pct->reset_counter, 0);
    if (is_patient("entry")) {
        check("faults-resets", after.partition.reset_counter > before.partition.reset_counter, 1);
        check("faults-reset-status", after.partition.reset_status, 12);     /* event invalid opcode */
    } else {
        check("faults-resets", after.partition.reset_counter, 0);
        check("faults-runs", after.partition.exec_clock_us > before.partition.exec_clock_us, 1);
    }
    finish();
}
