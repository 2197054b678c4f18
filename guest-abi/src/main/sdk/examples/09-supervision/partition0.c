/* SPDX-License-Identifier: Apache-2.0 */
/* Suspends, resumes, resets, shuts down and halts partition 1, and looks at it after each step. */
#include <prtos.h>
#include <stdio.h>

#define GOVERNED 1

static int wrong;

static void expect(const char *what, prtos_s32_t result, prtos_u32_t state)
{
    prtos_part_status_t status;

    prtos_get_partition_status(GOVERNED, &status);
    printf("%s: %d, state %u, reset counter %u, status %u\n", what, result, status.state, status.reset_counter,
           status.reset_status);
    wrong += result != PRTOS_OK || status.state != state;
    prtos_idle_self();
}

void partition_main(void)
{
    prtos_part_status_t status;

    prtos_idle_self();
    expect("suspend", prtos_suspend_partition(GOVERNED), PRTOS_STATUS_SUSPENDED);
    expect("resume", prtos_resume_partition(GOVERNED), PRTOS_STATUS_READY);
    expect("warm reset", prtos_reset_partition(GOVERNED, PRTOS_WARM_RESET, 7), PRTOS_STATUS_READY);
    expect("cold reset", prtos_reset_partition(GOVERNED, PRTOS_COLD_RESET, 8), PRTOS_STATUS_READY);
    expect("shutdown", prtos_shutdown_partition(GOVERNED), PRTOS_STATUS_READY);
    prtos_get_partition_status(GOVERNED, &status);
    wrong += status.state != PRTOS_STATUS_HALTED || status.reset_status != 8;
    expect("reset again", prtos_reset_partition(GOVERNED, PRTOS_COLD_RESET, 9), PRTOS_STATUS_READY);
    expect("halt", prtos_halt_partition(GOVERNED), PRTOS_STATUS_HALTED);
    wrong += prtos_halt_partition(GOVERNED) != PRTOS_NO_ACTION;
    printf(wrong == 0 ? "Verification Passed\n" : "Verification Failed\n");
}
