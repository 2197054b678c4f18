/* SPDX-License-Identifier: Apache-2.0 */
/* Services of sampling and queuing ports. */
#include <prtos.h>

static prtos_obj_desc_t port_descriptor(prtos_u32_t class_id, prtos_u32_t port)
{
    return OBJDESC_BUILD(class_id, PRTOS_PARTITION_SELF, port);
}

/* ---- sampling ---- */

__stdcall prtos_s32_t prtos_create_sampling_port(char *name, prtos_u_size_t max_msg_size, prtos_u32_t direction,
                                                 prtos_time_t valid_period)
{
    union prtos_sampling_port_cmd command;

    command.create.port_name = name;
    command.create.max_msg_size = max_msg_size;
    command.create.direction = direction;
    command.create.valid_period = valid_period;
    return prtos_ctrl_object(port_descriptor(OBJ_CLASS_SAMPLING_PORT, 0), PRTOS_COMM_CREATE_PORT, &command);
}

__stdcall prtos_s32_t prtos_write_sampling_message(prtos_s32_t port, const void *message, prtos_u_size_t size)
{
    return prtos_write_object(port_descriptor(OBJ_CLASS_SAMPLING_PORT, port), message, size, 0);
}

__stdcall prtos_s32_t prtos_read_sampling_message(prtos_s32_t port, void *message, prtos_u_size_t size,
                                                  prtos_u32_t *flags)
{
    prtos_u32_t unused;

    return prtos_read_object(port_descriptor(OBJ_CLASS_SAMPLING_PORT, port), message, size,
                             flags != 0 ? flags : &unused);
}

__stdcall prtos_s32_t prtos_get_sampling_port_status(prtos_u32_t port, prtos_sampling_port_status_t *status)
{
    union prtos_sampling_port_cmd command;
    prtos_s32_t result;

    if (status == 0) {
        return PRTOS_INVALID_PARAM;
    }
    result = prtos_ctrl_object(port_descriptor(OBJ_CLASS_SAMPLING_PORT, port), PRTOS_COMM_GET_PORT_STATUS, &command);
    if (result >= 0) {
        *status = command.status;
    }
    return result;
}

__stdcall prtos_s32_t prtos_get_sampling_port_info(char *name, prtos_sampling_port_info_t *info)
{
    if (info == 0) {
        return PRTOS_INVALID_PARAM;
    }
    info->port_name = name;
    return prtos_ctrl_object(port_descriptor(OBJ_CLASS_SAMPLING_PORT, 0), PRTOS_COMM_GET_PORT_INFO, info);
}

/* ---- queuing ---- */

__stdcall prtos_s32_t prtos_create_queuing_port(char *name, prtos_s32_t max_num_of_msgs, prtos_u_size_t max_msg_size,
                                                prtos_u32_t direction)
{
    union prtos_queuing_port_cmd command;

    command.create.port_name = name;
    command.create.max_num_of_msgs = max_num_of_msgs;
    command.create.max_msg_size = max_msg_size;
    command.create.direction = direction;
    return prtos_ctrl_object(port_descriptor(OBJ_CLASS_QUEUING_PORT, 0), PRTOS_COMM_CREATE_PORT, &command);
}

__stdcall prtos_s32_t prtos_send_queuing_message(prtos_s32_t port, const void *message, prtos_u_size_t size)
{
    return prtos_write_object(port_descriptor(OBJ_CLASS_QUEUING_PORT, port), message, size, 0);
}

__stdcall prtos_s32_t prtos_receive_queuing_message(prtos_s32_t port, void *message, prtos_u_size_t size)
{
    return prtos_read_object(port_descriptor(OBJ_CLASS_QUEUING_PORT, port), message, size, 0);
}

__stdcall prtos_s32_t prtos_get_queuing_port_status(prtos_u32_t port, prtos_queuing_port_status_t *status)
{
    union prtos_queuing_port_cmd command;
    prtos_s32_t result;

    if (status == 0) {
        return PRTOS_INVALID_PARAM;
    }
    result = prtos_ctrl_object(port_descriptor(OBJ_CLASS_QUEUING_PORT, port), PRTOS_COMM_GET_PORT_STATUS, &command);
    if (result >= 0) {
        *status = command.status;
    }
    return result;
}

__stdcall prtos_s32_t prtos_get_queuing_port_info(char *name, prtos_queuing_port_info_t *info)
{
    if (info == 0) {
        return PRTOS_INVALID_PARAM;
    }
    info->port_name = name;
    return prtos_ctrl_object(port_descriptor(OBJ_CLASS_QUEUING_PORT, 0), PRTOS_COMM_GET_PORT_INFO, info);
}
