/* SPDX-License-Identifier: Apache-2.0 */
/* Internal: console text of this vCPU. */
#ifndef CONSOLE_H
#define CONSOLE_H

/* Sends what has no line end yet. */
void flush_console(void);

#endif
