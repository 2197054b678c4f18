/* SPDX-License-Identifier: Apache-2.0 */
/* Sampling and queuing ports. */
#ifndef PRTOS_INC_OBJECTS_COMMPORTS_H
#define PRTOS_INC_OBJECTS_COMMPORTS_H

#include <prtos_inc/config.h>
#include <prtos_inc/prtosconf.h>
#include <prtos_inc/arch/arch_types.h>

/* Commands. */
#define PRTOS_COMM_CREATE_PORT 0
#define PRTOS_COMM_GET_PORT_STATUS 1
#define PRTOS_COMM_GET_PORT_INFO 2

/* Flags of a message and of a port. */
#define PRTOS_COMM_MSG_VALID 1
#define PRTOS_COMM_EMPTY_PORT 0
#define PRTOS_COMM_CONSUMED_MSG (1 << 1)
#define PRTOS_COMM_NEW_MSG (1 << 2)

struct prtos_sampling_port_create {
    const char *port_name;
    prtos_u_size_t max_msg_size;        /* bytes */
    prtos_u32_t direction;
    prtos_time_t valid_period;          /* microseconds */
};

struct prtos_queuing_port_create {
    const char *port_name;
    prtos_u32_t max_num_of_msgs;
    prtos_u_size_t max_msg_size;        /* bytes */
    prtos_u32_t direction;
};

typedef struct {
    prtos_time_t timestamp;             /* of the last write, microseconds; 0 before the first */
    prtos_u_size_t last_msg_size;       /* bytes */
    prtos_u32_t flags;                  /* PRTOS_COMM_MSG_VALID, PRTOS_COMM_CONSUMED_MSG, PRTOS_COMM_NEW_MSG */
} prtos_sampling_port_status_t;

typedef struct {
    const char *port_name;
    prtos_time_t valid_period;          /* microseconds */
    prtos_u_size_t max_msg_size;        /* bytes */
    prtos_u32_t direction;
} prtos_sampling_port_info_t;

typedef struct {
    prtos_u32_t num_of_msgs;
} prtos_queuing_port_status_t;

typedef struct {
    const char *port_name;
    prtos_u_size_t max_msg_size;        /* bytes */
    prtos_u32_t max_num_of_msgs;
    prtos_u32_t direction;
    prtos_time_t valid_period;          /* not written by the hypervisor */
} prtos_queuing_port_info_t;

/* What the commands of each class take: the hypervisor checks the whole of it. */
union prtos_sampling_port_cmd {
    struct prtos_sampling_port_create create;
    prtos_sampling_port_status_t status;
    prtos_sampling_port_info_t info;
};

union prtos_queuing_port_cmd {
    struct prtos_queuing_port_create create;
    prtos_queuing_port_status_t status;
    prtos_queuing_port_info_t info;
};

#endif
