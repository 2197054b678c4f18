/** Planted violations. */
@NullMarked
package org.prtosvm.test.arch.planted.tools;

import org.jspecify.annotations.NullMarked;
