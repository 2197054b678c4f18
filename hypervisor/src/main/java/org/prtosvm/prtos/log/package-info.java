// SPDX-License-Identifier: Apache-2.0
/**
 * What the hypervisor writes down and where: log streams on memory blocks, the health-monitor log, the trace streams with the
 * hypervisor's own audit records, and the devices that take log records and text. Who may read them is the business of the objects.
 */
@NullMarked
package org.prtosvm.prtos.log;

import org.jspecify.annotations.NullMarked;
