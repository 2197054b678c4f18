/** Planted violations. */
@NullMarked
package org.prtosvm.test.arch.planted.cpu.right;

import org.jspecify.annotations.NullMarked;
