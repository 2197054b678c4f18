/* SPDX-License-Identifier: Apache-2.0 */
/* Uses up its slots for half a second. */
#include <prtos.h>

#define RUN_US 500000

void partition_main(void)
{
    prtos_time_t now;

    do {
        prtos_get_time(PRTOS_HW_CLOCK, &now);
    } while (now < RUN_US);
}
