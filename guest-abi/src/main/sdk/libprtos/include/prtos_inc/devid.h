/* SPDX-License-Identifier: Apache-2.0 */
/* Devices for consoles and logs, as a configuration names them. */
#ifndef PRTOS_INC_DEVID_H
#define PRTOS_INC_DEVID_H

#define PRTOS_DEV_LOGSTORAGE_ID 0       /* memory block */
#define PRTOS_DEV_UART_ID 1
#define PRTOS_DEV_VGA_ID 2
#define PRTOS_DEV_INVALID_ID 0xFFFF

#endif
