/* SPDX-License-Identifier: Apache-2.0 */
/* Prints the events of the queuing channel as they come, and the state of the tank once a second. */
#include "demo.h"

#define PARTITION_TEXT "logger    "
#define REPORT_MS 1000
#define FIRST_REPORT_MS 750

static void print_event(const struct event *event)
{
    switch (event->kind) {
    case EVENT_RISES_ABOVE:
        say("event at %u ms: rises above %u C", event->time_ms, WHOLE(event->value));
        break;
    case EVENT_FALLS_BELOW:
        say("event at %u ms: falls below %u C", event->time_ms, WHOLE(event->value));
        break;
    default:
        say("event at %u ms: lid opened at %u.%03u C", event->time_ms, WHOLE(event->value), FRACTION(event->value));
        break;
    }
}

static void print_state(uint32_t temperature_port, uint32_t heater_port)
{
    struct sample temperature;
    struct sample power;
    uint32_t temperature_flags = 0;
    uint32_t power_flags = 0;

    prtos_read_sampling_message(temperature_port, &temperature, sizeof temperature, &temperature_flags);
    prtos_read_sampling_message(heater_port, &power, sizeof power, &power_flags);
    if (temperature_flags & power_flags & PRTOS_MESSAGE_VALID) {
        say("tank at %u.%03u C, heater at %u.%u %%", WHOLE(temperature.value), FRACTION(temperature.value),
            (uint32_t)power.value / 10u, (uint32_t)power.value % 10u);
    } else {
        say("no valid sample");
    }
}

void partition_main(void)
{
    uint32_t temperature_port = opened(prtos_create_sampling_port(TEMPERATURE_PORT, sizeof(struct sample),
                                                                  PRTOS_DESTINATION_PORT, SAMPLE_VALID_US));
    uint32_t heater_port = opened(prtos_create_sampling_port(HEATER_PORT, sizeof(struct sample),
                                                             PRTOS_DESTINATION_PORT, SAMPLE_VALID_US));
    uint32_t event_port = opened(prtos_create_queuing_port(EVENT_PORT, EVENT_QUEUE_LENGTH, sizeof(struct event),
                                                           PRTOS_DESTINATION_PORT));
    uint32_t next_report_ms = FIRST_REPORT_MS;

    for (;;) {
        struct event event;

        while (prtos_receive_queuing_message(event_port, &event, sizeof event) == (int32_t)sizeof event) {
            print_event(&event);
        }
        if (now_ms() >= next_report_ms) {
            next_report_ms += REPORT_MS;
            print_state(temperature_port, heater_port);
        }
        prtos_idle_self();
    }
}
