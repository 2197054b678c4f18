/* SPDX-License-Identifier: Apache-2.0 */
/* A fault whose action is IGNORE: the same instruction faults for ever. */
#include "rt.h"

void partition_main(void)
{
    uint32_t quotient = 1;
    uint32_t remainder = 0;

    __asm__ volatile("divl %2" : "+a"(quotient), "+d"(remainder) : "r"(0) : "cc");
    printf("FAIL faults-ignore got behind the fault\n");
}
