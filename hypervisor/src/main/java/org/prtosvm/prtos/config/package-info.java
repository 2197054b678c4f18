// SPDX-License-Identifier: Apache-2.0
/**
 * The static configuration of a partitioned system: an immutable model, the compiler that makes it from a system description (XML), and
 * reader and writer of its binary form, the configuration blob. What a running system does with it is not here.
 */
@NullMarked
package org.prtosvm.prtos.config;

import org.jspecify.annotations.NullMarked;
