/* SPDX-License-Identifier: Apache-2.0 */
/* Internal: deferred services. */
#ifndef BATCH_H
#define BATCH_H

/* Executes what was deferred on this vCPU; costs nothing if that is nothing. */
void flush_batch(void);

#endif
