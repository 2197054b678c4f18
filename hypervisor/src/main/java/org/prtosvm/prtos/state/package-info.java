// SPDX-License-Identifier: Apache-2.0
/** Saving and restoring of the state of a machine. */
@NullMarked
package org.prtosvm.prtos.state;

import org.jspecify.annotations.NullMarked;
