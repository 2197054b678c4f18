// SPDX-License-Identifier: Apache-2.0
/**
 * How hypercalls are declared and reached: the annotation of their handlers, the table of all calls and the dispatcher that is generated
 * from it. The handlers themselves live with what they act on.
 */
@NullMarked
package org.prtosvm.prtos.hypercall;

import org.jspecify.annotations.NullMarked;
