// SPDX-License-Identifier: Apache-2.0
/** Generates hypercall dispatchers with Byte Buddy; the only package that uses it. */
@NullMarked
package org.prtosvm.prtos.hypercall.dispatch;

import org.jspecify.annotations.NullMarked;
