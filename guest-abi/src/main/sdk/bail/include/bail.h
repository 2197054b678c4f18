/* SPDX-License-Identifier: Apache-2.0 */
/* Start-up and end of a partition. */
#ifndef BAIL_H
#define BAIL_H

#include <config.h>

/* The program: every vCPU runs it after every reset. When it returns the partition is halted. */
extern void partition_main(void);

/* Starts the other vCPUs at `start`. Start-up does so on vCPU 0; calling it again changes nothing. */
extern void setup_vcpus(void);

/* Sends what is left of the console text and halts this partition. */
extern void part_halt(void) __attribute__((noreturn));
extern void bail_halt(void) __attribute__((noreturn));

#endif
