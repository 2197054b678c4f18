/** One static method per instruction behaviour, shared by both engines. */
@NullMarked
package org.prtosvm.cpu.semantics;

import org.jspecify.annotations.NullMarked;
