/* SPDX-License-Identifier: Apache-2.0 */
/* Descriptor tables, interrupt table, dispatch. */
#include <prtos.h>
#include <bail.h>
#include <irqs.h>
#include <stddef.h>
#include <stdio.h>

#define GATES (256 + 32)
#define INTERRUPT_GATE 0xAEU            /* present, DPL 1; clears the virtual interrupt flag */
#define TRAP_GATE 0xAFU
#define LAST_TRAP 19
#define FIRST_INTERRUPT 0x20

extern const prtos_u8_t vtrap_table[];  /* stubs of 16 bytes */
void trap_dispatch(trap_ctxt_t *context);

/* Null, code and data of ring 1, up to the hypervisor. */
static prtos_u64_t part_gdt_table[] = { 0, 0x00CFBA000000BFFFULL, 0x00CFB2000000BFFFULL };
struct x86_gate part_idt_table[GATES];

struct x86_desc_reg part_gdt_desc = { sizeof part_gdt_table - 1, (prtos_u32_t)part_gdt_table };
struct x86_desc_reg part_idt_desc = { sizeof part_idt_table - 1, (prtos_u32_t)part_idt_table };

trap_handler_t part_trap_handlers_table[TRAPTAB_LENGTH];

static void unexpected_trap(trap_ctxt_t *context)
{
    printf("[P%d:%d] Unexpected trap 0x%x at 0x%x, error code 0x%x\n", (int)PRTOS_PARTITION_SELF, (int)PRTOS_VCPU_SELF,
           context->irq_nr, context->ip, context->err_code);
    part_halt();
}

void trap_dispatch(trap_ctxt_t *context)
{
    part_trap_handlers_table[context->irq_nr](context);
}

prtos_s32_t install_trap_handler(prtos_s32_t vector, trap_handler_t handler)
{
    if (vector < 0 || vector >= TRAPTAB_LENGTH) {
        return -1;
    }
    part_trap_handlers_table[vector] = handler != NULL ? handler : unexpected_trap;
    return 0;
}

/* Debug, NMI, general protection, page fault and all interrupts come with virtual interrupts disabled. */
static prtos_u32_t gate_type(prtos_s32_t vector)
{
    int closed = vector == 1 || vector == 2 || vector == GENERAL_PROTECTION || vector == PAGE_FAULT;

    return closed || vector >= FIRST_INTERRUPT ? INTERRUPT_GATE : TRAP_GATE;
}

void setup_irqs(void)
{
    prtos_s32_t i;

    if (PRTOS_VCPU_SELF == 0) {
        for (i = 0; i < TRAPTAB_LENGTH; i++) {
            prtos_u32_t offset = (prtos_u32_t)vtrap_table + 16 * i;

            part_trap_handlers_table[i] = unexpected_trap;
            if (i > LAST_TRAP && i < FIRST_INTERRUPT) {
                continue;
            }
            part_idt_table[i].low = (GUEST_CS << 16) | (offset & 0xFFFF);
            part_idt_table[i].high = (offset & 0xFFFF0000) | (gate_type(i) << 8);
        }
    }
    prtos_x86_load_gdt(&part_gdt_desc);
    prtos_x86_load_idtr(&part_idt_desc);
    for (i = 0; i < PRTOS_VT_EXT_MAX; i++) {
        prtos_route_irq(PRTOS_EXTIRQ_TYPE, i, BAIL_PRTOSEXT_TRAP(i));
    }
}

void hw_cli(void)
{
    prtos_x86_clear_if();
}

void hw_sti(void)
{
    prtos_x86_set_if();
}

prtos_s32_t hw_is_sti(void)
{
    return (prtos_get_pct()->iflags & _CPU_FLAG_IF) != 0;
}
