/** Linear memory: paging, segment limits and the look-aside buffers in front of both. */
@NullMarked
package org.prtosvm.cpu.mmu;

import org.jspecify.annotations.NullMarked;
