/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Scheduler, semaphores, system calls. The kernel has one stack and is not preempted: an interrupt that comes while it
 * works is only counted. A switch replaces the saved state that the return will load.
 */
#include <bail.h>
#include <stdio.h>
#include <string.h>

#include "kernel.h"

#define USER_CODE_DESCRIPTOR_HIGH 0x00CFFA00
#define USER_DATA_DESCRIPTOR_HIGH 0x00CFF200
#define DESCRIPTOR_LOW 0x0000BFFF
#define SYSTEM_CALL_GATE 0xEF00         /* present, DPL 3, trap gate */
#define KERNEL_STACK_SIZE 4096
#define IDLE_TASK 0

extern const prtos_u8_t vtrap_table[];

struct task tasks[MAX_TASKS];
volatile prtos_u32_t ticks;

static int task_count;
static int current = -1;
static prtos_s32_t semaphores[MAX_SEMAPHORES];
static void (*finish_tasks)(void);
static prtos_u8_t kernel_stack[KERNEL_STACK_SIZE] __attribute__((aligned(16)));

/* ---- scheduler ---- */

static int is_alive(const struct task *task)
{
    return task->state == TASK_READY || task->state == TASK_SLEEPING || task->state == TASK_WAITING;
}

/* The most urgent ready task; among equals the next one after the current one. */
static int choose(void)
{
    int best = IDLE_TASK;
    int alive = 0;
    int i;

    for (i = 1; i <= task_count; i++) {
        int n = (current + i) % task_count;

        alive += n != IDLE_TASK && is_alive(&tasks[n]);
        if (tasks[n].state == TASK_READY && n != IDLE_TASK &&
            (best == IDLE_TASK || tasks[n].priority > tasks[best].priority)) {
            best = n;
        }
    }
    if (alive == 0) {
        finish_tasks();
    }
    return best;
}

static void switch_to(int next, trap_ctxt_t *context)
{
    if (next == current) {
        return;
    }
    if (current >= 0) {
        tasks[current].context = *context;
    }
    current = next;
    tasks[next].runs++;
    *context = tasks[next].context;
    prtos_x86_load_cr3(tasks[next].directory);
}

static void wake_sleepers(void)
{
    int i;

    for (i = 0; i < task_count; i++) {
        if (tasks[i].state == TASK_SLEEPING && tasks[i].wake_tick <= ticks) {
            tasks[i].state = TASK_READY;
        }
    }
}

static void on_tick(trap_ctxt_t *context)
{
    ticks++;
    wake_sleepers();
    if ((context->cs & 3) == 3) {
        switch_to(choose(), context);
    }
}

/* A fault of a task ends it; one of the kernel itself is its end. */
static void on_fault(trap_ctxt_t *context)
{
    if ((context->cs & 3) != 3) {
        printf("kernel: vector %u at 0x%x, address 0x%x\n", context->irq_nr, context->ip, prtos_get_pct()->arch.cr2);
        part_halt();
    }
    printf("task %d: vector %u, error code %u, address 0x%x: killed\n", current, context->irq_nr, context->err_code,
           context->irq_nr == PAGE_FAULT ? prtos_get_pct()->arch.cr2 : 0);
    tasks[current].state = TASK_KILLED;
    switch_to(choose(), context);
}

/* ---- semaphores ---- */

void init_semaphore(prtos_s32_t semaphore, prtos_s32_t count)
{
    semaphores[semaphore] = count;
}

static void wait(prtos_s32_t semaphore)
{
    if (--semaphores[semaphore] < 0) {
        tasks[current].state = TASK_WAITING;
        tasks[current].semaphore = semaphore;
    }
}

/* Wakes the most urgent of those that wait. */
static void signal(prtos_s32_t semaphore)
{
    int best = -1;
    int i;

    if (++semaphores[semaphore] > 0) {
        return;
    }
    for (i = 0; i < task_count; i++) {
        if (tasks[i].state == TASK_WAITING && tasks[i].semaphore == semaphore &&
            (best < 0 || tasks[i].priority > tasks[best].priority)) {
            best = i;
        }
    }
    tasks[best].state = TASK_READY;
}

/* ---- system calls ---- */

static void on_system_call(trap_ctxt_t *context)
{
    struct task *task = &tasks[current];
    prtos_u32_t number = context->eax;
    prtos_u32_t argument = context->ebx;

    hw_cli();                           /* the gate leaves virtual interrupts enabled */
    context->eax = 0;
    switch (number) {
    case SYS_EXIT:
        task->state = TASK_ENDED;
        break;
    case SYS_SLEEP:
        task->state = TASK_SLEEPING;
        task->wake_tick = ticks + argument;
        break;
    case SYS_WAIT:
    case SYS_SIGNAL:
        if (argument >= MAX_SEMAPHORES) {
            context->eax = (prtos_u32_t)-1;
            break;
        }
        if (number == SYS_WAIT) {
            wait((prtos_s32_t)argument);
        } else {
            signal((prtos_s32_t)argument);
        }
        break;
    case SYS_REPORT:
        task->report = argument;
        break;
    case SYS_YIELD:
        break;
    default:
        context->eax = (prtos_u32_t)-1;
    }
    switch_to(choose(), context);
}

/* ---- start ---- */

void init_kernel(void)
{
    static struct x86_desc user_code = { DESCRIPTOR_LOW, USER_CODE_DESCRIPTOR_HIGH };
    static struct x86_desc user_data = { DESCRIPTOR_LOW, USER_DATA_DESCRIPTOR_HIGH };
    prtos_u32_t entry = (prtos_u32_t)vtrap_table + 16 * SYSTEM_CALL_VECTOR;
    struct x86_gate gate;

    prtos_x86_update_gdt(USER_CS >> 3, &user_code);
    prtos_x86_update_gdt(USER_DS >> 3, &user_data);
    gate.low = (GUEST_CS << 16) | (entry & 0xFFFF);
    gate.high = (entry & 0xFFFF0000) | SYSTEM_CALL_GATE;
    prtos_x86_update_idt(SYSTEM_CALL_VECTOR, &gate);
    prtos_x86_update_ss_sp(GUEST_DS, (prtos_word_t)(kernel_stack + KERNEL_STACK_SIZE), 1);
    install_trap_handler(SYSTEM_CALL_VECTOR, on_system_call);
    install_trap_handler(PAGE_FAULT, on_fault);
    install_trap_handler(GENERAL_PROTECTION, on_fault);
    install_trap_handler(BAIL_PRTOSEXT_TRAP(PRTOS_VT_EXT_HW_TIMER), on_tick);
}

int new_task(void (*entry)(prtos_u32_t *data), prtos_u32_t priority)
{
    int n = task_count++;
    prtos_address_t data = private_pages(n);
    prtos_u32_t *stack = (prtos_u32_t *)(data + PRIVATE_PAGES * PAGE_SIZE);
    trap_ctxt_t *context = &tasks[n].context;

    *--stack = data;                    /* argument of the entry, which never returns */
    *--stack = 0;
    memset(&tasks[n], 0, sizeof tasks[n]);
    tasks[n].state = TASK_READY;
    tasks[n].priority = priority;
    tasks[n].directory = new_directory(n);
    context->ds = context->es = context->ss = USER_DS;
    context->cs = USER_CS;
    context->ip = (prtos_u32_t)entry;
    context->sp = (prtos_u32_t)stack;
    context->flags = _CPU_FLAG_IF | 2;
    return n;
}

/* Leaves the kernel for the first time, as a return from an interrupt that never was. */
static void enter(const trap_ctxt_t *context)
{
    __asm__ __volatile__("pushl %0\n\tpushl %1\n\tpushl %2\n\tpushl %3\n\tpushl %4\n\t"
                         "movl %5, %%ds\n\tmovl %5, %%es\n\tlcall %6, $0"
                         :
                         : "r"(context->ss), "r"(context->sp), "i"(_CPU_FLAG_IF | 2), "i"(USER_CS), "r"(context->ip),
                           "a"(USER_DS), "i"(PRTOS_IRET_CALLGATE_SEL)
                         : "memory");
}

void run_tasks(void (*finish)(void))
{
    prtos_time_t now;

    finish_tasks = finish;
    prtos_clear_irqmask(0, 1 << PRTOS_VT_EXT_HW_TIMER);
    prtos_get_time(PRTOS_HW_CLOCK, &now);
    prtos_set_timer(PRTOS_HW_CLOCK, now + TICK_US, TICK_US);
    current = IDLE_TASK;
    tasks[IDLE_TASK].runs++;
    prtos_x86_load_cr3(tasks[IDLE_TASK].directory);
    enter(&tasks[IDLE_TASK].context);
    part_halt();                        /* not reached */
}
