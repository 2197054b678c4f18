/** Lazy evaluation of the six arithmetic flags, the one home of every flag rule. */
@NullMarked
package org.prtosvm.cpu.flags;

import org.jspecify.annotations.NullMarked;
