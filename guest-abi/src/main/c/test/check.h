/* SPDX-License-Identifier: Apache-2.0 */
/* Checks of the test images: a line for each, END after the last. */
#ifndef CHECK_H
#define CHECK_H

#include "rt.h"

static inline void check(const char *name, uint32_t got, uint32_t want)
{
    if (got == want) {
        printf("PASS %s\n", name);
    } else {
        printf("FAIL %s got 0x%x want 0x%x\n", name, got, want);
    }
}

/* Ends the run in a system partition, the partition otherwise. */
static inline void finish(void)
{
    printf("END\n");
    prtos_halt_system();
    halt_self();
}

#endif
