/** Architectural state of one processor: registers, segment caches, control registers and the instruction budget. */
@NullMarked
package org.prtosvm.cpu.state;

import org.jspecify.annotations.NullMarked;
