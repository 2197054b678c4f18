/* SPDX-License-Identifier: Apache-2.0 */
/* Checks that its memory stays as it is. */
#include <prtos.h>
#include <stdio.h>

static volatile prtos_u32_t pattern[1024];

void partition_main(void)
{
    prtos_u32_t i;
    int changed = 0;

    for (i = 0; i < 1024; i++) {
        pattern[i] = i * 0x01010101;
    }
    prtos_idle_self();
    for (i = 0; i < 1024; i++) {
        changed += pattern[i] != i * 0x01010101;
    }
    printf("victim: %s\n", changed == 0 ? "untouched" : "changed");
}
