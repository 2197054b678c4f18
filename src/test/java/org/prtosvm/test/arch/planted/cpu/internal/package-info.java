/** Planted violations. */
@NullMarked
package org.prtosvm.test.arch.planted.cpu.internal;

import org.jspecify.annotations.NullMarked;
