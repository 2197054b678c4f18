/* SPDX-License-Identifier: Apache-2.0 */
/* The tasks, and what their results must be. */
#ifndef TASKS_H
#define TASKS_H

#include "kernel.h"

#define BUFFER_SLOTS 4
#define ITEMS 200
#define COUNT_TO 400000
#define NAPS 10
#define NAP_TICKS 4

enum { FREE_SLOTS, FULL_SLOTS };        /* semaphores */

void idle_task(prtos_u32_t *data);
void producer_task(prtos_u32_t *data);
void consumer_task(prtos_u32_t *data);
void counting_task(prtos_u32_t *data);
void sleeping_task(prtos_u32_t *data);
void intruding_task(prtos_u32_t *data);
void privileged_task(prtos_u32_t *data);

#endif
