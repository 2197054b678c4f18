// SPDX-License-Identifier: Apache-2.0
/**
 * What a hypervisor needs from the program around it and tells it: the serial line, the engine, options, events. Interfaces and values
 * only; nothing here knows how the hypervisor works.
 */
@NullMarked
package org.prtosvm.prtos.host;

import org.jspecify.annotations.NullMarked;
