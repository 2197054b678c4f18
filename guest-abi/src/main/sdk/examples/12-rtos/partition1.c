/* SPDX-License-Identifier: Apache-2.0 */
/* Has the other half of the processor. */
#include <prtos.h>

#define FRAMES 60

void partition_main(void)
{
    int frame;

    for (frame = 0; frame < FRAMES; frame++) {
        prtos_idle_self();
    }
}
