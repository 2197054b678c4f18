// SPDX-License-Identifier: Apache-2.0
/**
 * Kernel objects as partitions see them: the dispatch of the four object calls and the console, trace, memory, health-monitor and status
 * objects. Ports have a package of their own. An object sees its caller and the kernel through interfaces of this package only, checks
 * everything first and then performs what cannot fail any more.
 */
@NullMarked
package org.prtosvm.prtos.object;

import org.jspecify.annotations.NullMarked;
