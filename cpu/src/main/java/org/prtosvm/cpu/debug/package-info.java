/** Breakpoints of the debug registers. */
@NullMarked
package org.prtosvm.cpu.debug;

import org.jspecify.annotations.NullMarked;
