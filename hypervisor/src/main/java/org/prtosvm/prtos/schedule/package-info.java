// SPDX-License-Identifier: Apache-2.0
/** Cyclic scheduling of one physical processor: plans, major frames, slots. */
@NullMarked
package org.prtosvm.prtos.schedule;

import org.jspecify.annotations.NullMarked;
