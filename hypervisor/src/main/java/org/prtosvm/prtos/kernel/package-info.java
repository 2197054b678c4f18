// SPDX-License-Identifier: Apache-2.0
/**
 * The hypervisor's core: what a system consists of while it runs, the life cycle of partitions, traps and virtual interrupts, time and
 * the loop that runs the processors. Hypercall handlers, objects and ports are above it.
 */
@NullMarked
package org.prtosvm.prtos.kernel;

import org.jspecify.annotations.NullMarked;
