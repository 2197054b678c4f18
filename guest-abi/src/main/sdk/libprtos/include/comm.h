/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ports. A port is opened by the name and with the parameters of the configuration; the functions that do so return its
 * number, the others PRTOS_OK, a length, or an error.
 */
#ifndef COMM_H
#define COMM_H

#include <prtos_inc/linkage.h>
#include <prtos_inc/objects/commports.h>

/* direction: PRTOS_SOURCE_PORT or PRTOS_DESTINATION_PORT; valid_period in microseconds. */
__PRTOS_C __stdcall prtos_s32_t prtos_create_sampling_port(char *name, prtos_u_size_t max_msg_size,
                                                           prtos_u32_t direction, prtos_time_t valid_period);
__PRTOS_C __stdcall prtos_s32_t prtos_write_sampling_message(prtos_s32_t port, const void *message,
                                                             prtos_u_size_t size);

/* Returns the length of the message; *flags says whether it is PRTOS_COMM_MSG_VALID. */
__PRTOS_C __stdcall prtos_s32_t prtos_read_sampling_message(prtos_s32_t port, void *message, prtos_u_size_t size,
                                                            prtos_u32_t *flags);
__PRTOS_C __stdcall prtos_s32_t prtos_get_sampling_port_status(prtos_u32_t port,
                                                               prtos_sampling_port_status_t *status);
__PRTOS_C __stdcall prtos_s32_t prtos_get_sampling_port_info(char *name, prtos_sampling_port_info_t *info);

__PRTOS_C __stdcall prtos_s32_t prtos_create_queuing_port(char *name, prtos_s32_t max_num_of_msgs,
                                                          prtos_u_size_t max_msg_size, prtos_u32_t direction);
__PRTOS_C __stdcall prtos_s32_t prtos_send_queuing_message(prtos_s32_t port, const void *message,
                                                           prtos_u_size_t size);

/* Returns the length of the message. */
__PRTOS_C __stdcall prtos_s32_t prtos_receive_queuing_message(prtos_s32_t port, void *message, prtos_u_size_t size);
__PRTOS_C __stdcall prtos_s32_t prtos_get_queuing_port_status(prtos_u32_t port, prtos_queuing_port_status_t *status);
__PRTOS_C __stdcall prtos_s32_t prtos_get_queuing_port_info(char *name, prtos_queuing_port_info_t *info);

#endif
