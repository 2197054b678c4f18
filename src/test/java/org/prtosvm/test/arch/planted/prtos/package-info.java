/** Planted violations. */
@NullMarked
package org.prtosvm.test.arch.planted.prtos;

import org.jspecify.annotations.NullMarked;
