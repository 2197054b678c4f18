/* SPDX-License-Identifier: Apache-2.0 */
/* The circle number by the series of Leibniz. The sum stays in the x87 over ends of slots, while others use it. */
#include <prtos.h>
#include <stdio.h>

#define PARTS 20
#define TERMS_OF_A_PART 5000

static double term(int n)
{
    return (n & 1 ? -1.0 : 1.0) / (2.0 * n + 1.0);
}

void partition_main(void)
{
    double sum = 0.0;
    double wanted = 3.14159265358979;
    double error;
    prtos_time_t start, now;
    int part, n;

    prtos_get_time(PRTOS_HW_CLOCK, &start);
    for (part = 0; part < PARTS; part++) {
        for (n = part * TERMS_OF_A_PART; n < (part + 1) * TERMS_OF_A_PART; n++) {
            sum += term(n);
        }
        prtos_idle_self();
    }
    prtos_get_time(PRTOS_HW_CLOCK, &now);
    error = sum * 4.0 - wanted;
    error = error < 0.0 ? -error : error;
    printf("pi is %d.%06d after %lld us\n", (int)(sum * 4.0),
           (int)((sum * 4.0 - (int)(sum * 4.0)) * 1e6), now - start);
    printf(error < 2e-5 ? "Verification Passed\n" : "Verification Failed\n");
}
