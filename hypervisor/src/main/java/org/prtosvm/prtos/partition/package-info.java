// SPDX-License-Identifier: Apache-2.0
/**
 * What a partition is made of: its vCPUs with their control tables, clocks and timers, its pages, its page tables, and access to its
 * memory on its behalf. Nothing here schedules or prints.
 */
@NullMarked
package org.prtosvm.prtos.partition;

import org.jspecify.annotations.NullMarked;
