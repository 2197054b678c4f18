/* SPDX-License-Identifier: Apache-2.0 */
/* Receives what partition 0 sends, in the same frame. */
#include <prtos.h>
#include <irqs.h>
#include <stdio.h>

#include "messages.h"

static volatile prtos_u32_t interrupts;

static void on_message(trap_ctxt_t *context)
{
    (void)context;
    interrupts++;
}

void partition_main(void)
{
    prtos_s32_t position_port =
        prtos_create_sampling_port("position", sizeof(struct position), PRTOS_DESTINATION_PORT, VALID_US);
    prtos_s32_t order_port = prtos_create_queuing_port("orders", ORDERS, sizeof(prtos_u32_t), PRTOS_DESTINATION_PORT);
    int wrong = position_port < 0 || order_port < 0;
    int round;

    install_trap_handler(BAIL_PRTOSEXT_TRAP(PRTOS_VT_EXT_QUEUING_PORT), on_message);
    prtos_clear_irqmask(0, 1 << PRTOS_VT_EXT_QUEUING_PORT);
    hw_sti();
    for (round = 1; round <= ROUNDS; round++) {
        struct position position = { 0, 0 };
        prtos_u32_t flags = 0;
        prtos_u32_t order;
        prtos_u32_t orders = 0;

        wrong += prtos_read_sampling_message(position_port, &position, sizeof position, &flags) != sizeof position;
        wrong += position.x != round || position.y != -round || (flags & PRTOS_COMM_MSG_VALID) == 0;
        while (prtos_receive_queuing_message(order_port, &order, sizeof order) == sizeof order) {
            wrong += order != round * 10 + orders;
            orders++;
        }
        wrong += orders != ORDERS || SHARED[0] != (prtos_u32_t)round;
        printf("round %d: position (%d, %d), %u orders, shared %u\n", round, position.x, position.y, orders, SHARED[0]);
        prtos_idle_self();
    }
    /* The first messages were sent before the port was open. */
    wrong += interrupts != ROUNDS - 1;
    printf("%u interrupts\n", interrupts);
    printf(wrong == 0 ? "Verification Passed\n" : "Verification Failed\n");
}
