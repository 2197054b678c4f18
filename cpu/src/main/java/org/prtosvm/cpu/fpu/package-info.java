/** The x87 unit. */
@NullMarked
package org.prtosvm.cpu.fpu;

import org.jspecify.annotations.NullMarked;
