/* SPDX-License-Identifier: Apache-2.0 */
/* Takes part in the schedule. */
#include <prtos.h>

#define FRAMES 6

void partition_main(void)
{
    int frame;

    for (frame = 0; frame < FRAMES; frame++) {
        prtos_idle_self();
    }
}
