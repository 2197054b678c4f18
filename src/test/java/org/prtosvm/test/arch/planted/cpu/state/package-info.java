/** Planted violations. */
@NullMarked
package org.prtosvm.test.arch.planted.cpu.state;

import org.jspecify.annotations.NullMarked;
