// SPDX-License-Identifier: Apache-2.0
/** The health monitor: what is done about an event, what is printed and logged about it. */
@NullMarked
package org.prtosvm.prtos.hm;

import org.jspecify.annotations.NullMarked;
