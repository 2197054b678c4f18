/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sensor of a heated tank, and the tank itself: a first-order model driven by the heater's power. Writes the
 * temperature to a sampling port in every slot and sends an event when it passes a threshold.
 */
#include "demo.h"

#define AMBIENT 20000                   /* 1/1000 degree */
#define AMBIENT_LID_OPEN 5000
#define FULL_POWER_RISE 100             /* 1/1000 degree above ambient for each 1/1000 of power */
#define TIME_CONSTANT_MS 400
#define LID_OPENS_MS 1700

static const int32_t thresholds[] = { 30000, 50000 };

static uint32_t temperature_port;
static uint32_t heater_port;
static uint32_t event_port;

static void send_event(uint32_t time_ms, uint32_t kind, int32_t value)
{
    struct event event = { time_ms, kind, value };

    prtos_send_queuing_message(event_port, &event, sizeof event);
}

static int32_t heater_power(void)
{
    struct sample power;
    uint32_t flags = 0;
    int32_t length = prtos_read_sampling_message(heater_port, &power, sizeof power, &flags);

    return length == (int32_t)sizeof power && (flags & PRTOS_MESSAGE_VALID) ? power.value : 0;
}

static void send_crossings(uint32_t time_ms, int32_t before, int32_t after)
{
    for (uint32_t i = 0; i < sizeof thresholds / sizeof thresholds[0]; i++) {
        if (before < thresholds[i] && after >= thresholds[i]) {
            send_event(time_ms, EVENT_RISES_ABOVE, thresholds[i]);
        } else if (before >= thresholds[i] && after < thresholds[i]) {
            send_event(time_ms, EVENT_FALLS_BELOW, thresholds[i]);
        }
    }
}

void partition_main(void)
{
    uint32_t last_ms = now_ms();
    int32_t temperature = AMBIENT;
    int32_t ambient = AMBIENT;

    temperature_port = opened(prtos_create_sampling_port(TEMPERATURE_PORT, sizeof(struct sample), PRTOS_SOURCE_PORT,
                                                         SAMPLE_VALID_US));
    heater_port = opened(prtos_create_sampling_port(HEATER_PORT, sizeof(struct sample), PRTOS_DESTINATION_PORT,
                                                    SAMPLE_VALID_US));
    event_port = opened(prtos_create_queuing_port(EVENT_PORT, EVENT_QUEUE_LENGTH, sizeof(struct event),
                                                  PRTOS_SOURCE_PORT));
    for (;;) {
        uint32_t time_ms = now_ms();
        int32_t target = ambient + heater_power() * FULL_POWER_RISE;
        int32_t before = temperature;
        struct sample sample;

        if (ambient == AMBIENT && time_ms >= LID_OPENS_MS) {
            ambient = AMBIENT_LID_OPEN;
            send_event(time_ms, EVENT_LID_OPENED, temperature);
        }
        temperature += (target - temperature) * (int32_t)(time_ms - last_ms) / TIME_CONSTANT_MS;
        last_ms = time_ms;
        sample = (struct sample) { time_ms, temperature };
        prtos_write_sampling_message(temperature_port, &sample, sizeof sample);
        send_crossings(time_ms, before, temperature);
        prtos_idle_self();
    }
}
