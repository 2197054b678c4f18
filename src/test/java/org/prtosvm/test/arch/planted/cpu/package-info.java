/** Planted violations. */
@NullMarked
package org.prtosvm.test.arch.planted.cpu;

import org.jspecify.annotations.NullMarked;
