/* SPDX-License-Identifier: Apache-2.0 */
/* What the partitions of the demo agree on; the channels are in system.xml. */
#ifndef DEMO_H
#define DEMO_H

#include "rt.h"

/* A line of the partition PARTITION_TEXT (a literal of ten characters), stamped with the system time. */
#define say(format, ...) printf("%5u ms  " PARTITION_TEXT "  " format "\n", now_ms(), ##__VA_ARGS__)

/* Sampling channels: a value and when it was made. */
struct sample {
    uint32_t time_ms;
    int32_t value;
};
#define TEMPERATURE_PORT "temperature"  /* sensor to control and logger, in 1/1000 degree Celsius */
#define HEATER_PORT "heater"            /* control to sensor and logger, in 1/1000 of full power */
#define SAMPLE_VALID_US 300000

/* Queuing channel: what happened to the tank. */
enum event_kind { EVENT_RISES_ABOVE, EVENT_FALLS_BELOW, EVENT_LID_OPENED };
struct event {
    uint32_t time_ms;
    uint32_t kind;
    int32_t value;                      /* the threshold, in 1/1000 degree Celsius */
};
#define EVENT_PORT "events"             /* sensor to logger */
#define EVENT_QUEUE_LENGTH 8

/* The two halves of a value in thousandths, for "%u.%03u"; all values that are printed are positive. */
#define WHOLE(thousandths) ((uint32_t)(thousandths) / 1000u)
#define FRACTION(thousandths) ((uint32_t)(thousandths) % 1000u)

/* Port numbers are never negative; the demo can not go on without its ports. */
static inline uint32_t opened(int32_t port)
{
    if (port < 0) {
        printf("can not open a port: %d\n", port);
        halt_self();
    }
    return (uint32_t)port;
}

#endif
