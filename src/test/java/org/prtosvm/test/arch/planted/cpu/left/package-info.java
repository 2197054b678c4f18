/** Planted violations. */
@NullMarked
package org.prtosvm.test.arch.planted.cpu.left;

import org.jspecify.annotations.NullMarked;
