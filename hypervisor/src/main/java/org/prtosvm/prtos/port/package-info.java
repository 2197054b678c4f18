// SPDX-License-Identifier: Apache-2.0
/**
 * Communication between partitions: ports, the sampling and queuing channels that connect them, and the two object classes through which
 * partitions use them.
 */
@NullMarked
package org.prtosvm.prtos.port;

import org.jspecify.annotations.NullMarked;
