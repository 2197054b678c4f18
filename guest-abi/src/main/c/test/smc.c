/* SPDX-License-Identifier: Apache-2.0 */
/* Self-modifying code. Every change must be seen by the next instruction that is fetched from the changed bytes. */
#include "check.h"

#define PAGE 4096u
#define ROUNDS 100u
#define TIMER_US 500

typedef uint32_t function(void);
typedef uint32_t function_of(uint32_t value);

function_of smc_next_instruction, smc_same_block, smc_loop, smc_opcode, smc_caller, smc_deep_caller, smc_beside;
function_of smc_straddle;
function smc_wait;
extern uint8_t smc_wait_constant[];
extern const uint8_t template_a[], template_a_end[], template_b[], template_b_end[], template_c[], template_c_end[];

static uint8_t code_pages[3][PAGE] __attribute__((aligned(4096)));

/* Calls of a function with many values that do not give the value back. */
static uint32_t failures_of(function_of *identity)
{
    uint32_t failures = 0;

    for (uint32_t i = 0; i < 5000; i++) {
        uint32_t value = i * 2654435761u;
        failures += identity(value) != value;
    }
    return failures;
}

static uint32_t same_block(uint32_t value)
{
    uint32_t sum = 0;
    uint32_t byte = 0;

    for (int i = 0; i < 4; i++) {
        sum = (sum + byte) * 3;
        byte = value >> 8 * i & 0xFF;
    }
    return sum + byte;
}

static uint32_t loop(uint32_t turns)
{
    uint32_t sum = 0;
    uint32_t constant = 1;

    for (; turns > 0; turns--) {
        sum += constant;
        if ((turns & 63) == 0) {
            constant += 3;
        }
    }
    return sum;
}

static void check_in_place(void)
{
    uint32_t failures = 0;

    check("smc-next-instruction", failures_of(smc_next_instruction), 0);
    for (uint32_t i = 0; i < 5000; i++) {
        failures += smc_same_block(i * 2654435761u) != same_block(i * 2654435761u);
    }
    check("smc-same-block", failures, 0);
    check("smc-loop", smc_loop(1000000), loop(1000000));
    check("smc-opcode", smc_opcode(100000), 50000);
    check("smc-straddle", failures_of(smc_straddle), 0);
}

static void check_callers(void)
{
    check("smc-caller", failures_of(smc_caller), 0);
    check("smc-deep-caller", failures_of(smc_deep_caller), 0);
}

static uint32_t call(const void *code)
{
    return ((function *)code)();
}

static void put_code(uint8_t *to, const uint8_t *from, const uint8_t *end)
{
    while (from < end) {
        *to++ = *from++;
    }
}

/* The same address holds three functions in turn, and two more copies with a constant of the round. */
static void check_copies(void)
{
    uint8_t *code = code_pages[0] + 128;
    uint32_t failures = 0;

    for (uint32_t round = 0; round < ROUNDS; round++) {
        put_code(code, template_a, template_a_end);
        failures += call(code) != 0x11111111u;
        *(uint32_t *)(code + 1) = round;
        failures += call(code) != round;
        put_code(code, template_b, template_b_end);
        failures += call(code) != ~0x22222222u;
        memcpy(code, template_c, (size_t)(template_c_end - template_c));
        for (uint32_t i = 0; i < 20; i++) {
            failures += call(code) != 0x0A0A0A0Au;
        }
        code[8] = (uint8_t)round;           /* the lowest byte of what the loop adds */
        failures += call(code) != 10u * (0x01010100u + round);
    }
    check("smc-copies", failures, 0);
}

static void check_beside(void)
{
    check("smc-beside", smc_beside(200000), 200000u / 2 * 200001u);
}

/* ---- one frame at two linear addresses -------------------------------------------------------- */

/* The physical address of the page-table entry of a linear address; tables are mapped at their physical addresses. */
static uint32_t entry_address(uint32_t linear)
{
    const uint32_t *directory = (const uint32_t *)(prtos_pct->cr3 & ~(PAGE - 1));

    return (directory[linear >> 22] & ~(PAGE - 1)) + (linear >> 12 & 1023u) * 4;
}

/* Free linear space in the 4 MiB slot of the image, so that its page table exists. */
static uint8_t *alias_address(void)
{
    return (uint8_t *)(((uint32_t)code_pages & ~0x3FFFFFu) + 0x3F0000u);
}

static int32_t map_alias(const uint8_t *frame)
{
    uint32_t linear = (uint32_t)alias_address();
    int32_t result = prtos_update_page32(entry_address(linear), frame != NULL ? (uint32_t)frame | 7u : 0);

    prtos_invld_tlb(linear);
    return result;
}

static void check_alias(void)
{
    uint8_t *alias = alias_address();
    uint8_t *code = code_pages[1];
    uint32_t failures = 0;

    check("smc-alias-map", (uint32_t)map_alias(code), PRTOS_OK);
    put_code(code, template_a, template_a_end);
    for (uint32_t round = 0; round < ROUNDS; round++) {
        for (uint32_t i = 0; i < 20; i++) {
            failures += call(code) != 0x11111111u;
            failures += call(alias) != 0x11111111u;
        }
        *(uint32_t *)(alias + 1) = round;   /* write through the alias, run at both */
        failures += call(code) != round;
        failures += call(alias) != round;
        put_code(code, template_b, template_b_end);
        failures += call(alias) != ~0x22222222u;
        put_code(alias, template_a, template_a_end);
        failures += call(code) != 0x11111111u;
    }
    check("smc-alias", failures, 0);
}

/* The alias shows two frames in turn: its code changes without a store to code. */
static void check_remap(void)
{
    uint8_t *alias = alias_address();
    uint32_t failures = 0;

    put_code(code_pages[1], template_a, template_a_end);
    put_code(code_pages[2], template_c, template_c_end);
    for (uint32_t round = 0; round < ROUNDS; round++) {
        failures += map_alias(code_pages[1]) != PRTOS_OK;
        for (uint32_t i = 0; i < 20; i++) {
            failures += call(alias) != 0x11111111u;
        }
        failures += map_alias(code_pages[2]) != PRTOS_OK;
        for (uint32_t i = 0; i < 20; i++) {
            failures += call(alias) != 0x0A0A0A0Au;
        }
    }
    failures += map_alias(NULL) != PRTOS_OK;
    check("smc-remap", failures, 0);
}

/* ---- a change by an interrupt handler --------------------------------------------------------- */

static uint32_t next_constant;

static void on_timer(struct trap_frame *frame)
{
    (void)frame;
    *(volatile uint32_t *)smc_wait_constant = next_constant;
}

static void check_handler(void)
{
    uint32_t failures = 0;

    on_ext_irq(PRTOS_EXT_HW_TIMER, on_timer);
    prtos_clear_irqmask(0, 1u << PRTOS_EXT_HW_TIMER);
    prtos_x86_set_if();
    for (uint32_t round = 1; round <= ROUNDS; round++) {
        next_constant = round;
        prtos_set_timer(PRTOS_HW_CLOCK, now_us() + TIMER_US, 0);
        failures += smc_wait() != round;
    }
    prtos_x86_clear_if();
    check("smc-handler", failures, 0);
}

void partition_main(void)
{
    check_in_place();
    check_callers();
    check_copies();
    check_beside();
    check_alias();
    check_remap();
    check_handler();
    finish();
}
