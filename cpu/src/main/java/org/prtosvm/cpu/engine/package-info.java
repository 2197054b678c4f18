/** Execution of guest code: the engine contract and the closure interpreter. */
@NullMarked
package org.prtosvm.cpu.engine;

import org.jspecify.annotations.NullMarked;
