/* SPDX-License-Identifier: Apache-2.0 */
/* A small preemptive kernel in ring 1; its tasks run in ring 3, each with a page directory of its own. */
#ifndef KERNEL_H
#define KERNEL_H

#include <prtos.h>
#include <irqs.h>

#define MAX_TASKS 8
#define MAX_SEMAPHORES 8
#define TICK_US 500

#define USER_CS 0x1B                    /* slots 3 and 4 of the GDT, ring 3 */
#define USER_DS 0x23

#define SYSTEM_CALL_VECTOR 0x80

/* System calls: number in EAX, argument in EBX, result in EAX. */
enum { SYS_EXIT, SYS_SLEEP, SYS_WAIT, SYS_SIGNAL, SYS_REPORT, SYS_YIELD };

/* Code of tasks, and constants and data that they share: all of them may read and execute or write it. */
#define USER_CODE __attribute__((section(".user.text"), noinline))
#define USER_SHARED __attribute__((section(".user.data")))

enum task_state { TASK_UNUSED, TASK_READY, TASK_SLEEPING, TASK_WAITING, TASK_ENDED, TASK_KILLED };

struct task {
    enum task_state state;
    prtos_u32_t priority;               /* larger is more urgent */
    prtos_u32_t wake_tick;
    prtos_s32_t semaphore;              /* what it waits for */
    prtos_u32_t runs;                   /* how often it was given the processor */
    prtos_u32_t report;                 /* last value of SYS_REPORT */
    prtos_address_t directory;
    trap_ctxt_t context;                /* while it does not run */
};

extern struct task tasks[MAX_TASKS];
extern volatile prtos_u32_t ticks;

/* ---- memory.c ---- */

/* Pages that a task has for itself: a stack page and a data page. */
#define PRIVATE_PAGES 2

/* To be called once, before all else there. */
void init_memory(void);

/* Builds a directory for task n in which only user memory and the pages of this task are open to ring 3. */
prtos_address_t new_directory(int n);

/* Private pages of task n: data first, then the stack. */
prtos_address_t private_pages(int n);

/* ---- kernel.c ---- */

/* Sets up gates, segments and the tick. */
void init_kernel(void);
void init_semaphore(prtos_s32_t semaphore, prtos_s32_t count);
int new_task(void (*entry)(prtos_u32_t *data), prtos_u32_t priority);

/* Runs the tasks until all but the idle one have ended; then calls `finish`, which does not return. */
void run_tasks(void (*finish)(void)) __attribute__((noreturn));

#endif
