/* SPDX-License-Identifier: Apache-2.0 */
/* Writes a position, fills the queue, and leaves a number in the shared area, in each round. */
#include <prtos.h>
#include <stdio.h>

#include "messages.h"

void partition_main(void)
{
    prtos_s32_t position_port = prtos_create_sampling_port("position", sizeof(struct position), PRTOS_SOURCE_PORT, VALID_US);
    prtos_s32_t order_port = prtos_create_queuing_port("orders", ORDERS, sizeof(prtos_u32_t), PRTOS_SOURCE_PORT);
    struct position position = { 0, 0 };
    prtos_u32_t order;
    int round;

    if (position_port < 0 || order_port < 0) {
        printf("ports: %d, %d\n", position_port, order_port);
        return;
    }
    for (round = 1; round <= ROUNDS; round++) {
        position.x = round;
        position.y = -round;
        prtos_write_sampling_message(position_port, &position, sizeof position);
        for (order = 0; order < ORDERS; order++) {
            prtos_u32_t message = round * 10 + order;

            prtos_send_queuing_message(order_port, &message, sizeof message);
        }
        order = 0;
        if (prtos_send_queuing_message(order_port, &order, sizeof order) != PRTOS_OP_NOT_ALLOWED) {
            printf("the queue took more than %d messages\n", ORDERS);
        }
        SHARED[0] = round;
        prtos_idle_self();
    }
}
