/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A PI controller in fixed point. A periodic timer on the hardware clock paces it; the timer interrupts that fall
 * outside of the slots arrive as one at the start of the next slot.
 */
#include "demo.h"

#define PARTITION_TEXT "control   "
#define SET_POINT 60000                 /* 1/1000 degree */
#define PERIOD_US 2000
#define FULL_POWER 1000                 /* 1/1000 */
#define ERROR_PER_POWER 50              /* proportional: 1/1000 degree of error for 1/1000 of power */
#define INTEGRAL_PER_POWER 20000        /* integral: 1/1000 degree times ms for 1/1000 of power */

static volatile uint32_t ticks;
static int32_t integral;

static void on_timer(struct trap_frame *frame)
{
    (void)frame;
    ticks++;
}

static int32_t clamp(int32_t value, int32_t low, int32_t high)
{
    return value < low ? low : value > high ? high : value;
}

static int32_t pi_step(int32_t temperature, int32_t elapsed_ms)
{
    int32_t error = SET_POINT - temperature;

    /* The integral alone never asks for more than full power, so that it does not wind up while heating. */
    integral = clamp(integral + error * elapsed_ms, 0, FULL_POWER * INTEGRAL_PER_POWER);
    return clamp(error / ERROR_PER_POWER + integral / INTEGRAL_PER_POWER, 0, FULL_POWER);
}

void partition_main(void)
{
    uint32_t temperature_port = opened(prtos_create_sampling_port(TEMPERATURE_PORT, sizeof(struct sample),
                                                                  PRTOS_DESTINATION_PORT, SAMPLE_VALID_US));
    uint32_t heater_port = opened(prtos_create_sampling_port(HEATER_PORT, sizeof(struct sample), PRTOS_SOURCE_PORT,
                                                             SAMPLE_VALID_US));
    uint32_t last_ms = now_ms();
    uint32_t seen = 0;

    say("set point %u.%03u C, period %u us", WHOLE(SET_POINT), FRACTION(SET_POINT), PERIOD_US);
    on_ext_irq(PRTOS_EXT_HW_TIMER, on_timer);
    prtos_clear_irqmask(0, 1u << PRTOS_EXT_HW_TIMER);
    prtos_x86_set_if();
    prtos_set_timer(PRTOS_HW_CLOCK, now_us() + PERIOD_US, PERIOD_US);
    for (;;) {
        struct sample temperature;
        struct sample power;
        uint32_t flags = 0;

        while (ticks == seen) {
            pause();
        }
        seen = ticks;
        if (prtos_read_sampling_message(temperature_port, &temperature, sizeof temperature, &flags)
                != (int32_t)sizeof temperature || !(flags & PRTOS_MESSAGE_VALID)) {
            continue;
        }
        power.time_ms = now_ms();
        power.value = pi_step(temperature.value, (int32_t)(power.time_ms - last_ms));
        last_ms = power.time_ms;
        prtos_write_sampling_message(heater_port, &power, sizeof power);
    }
}
