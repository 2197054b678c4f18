/** What MMX, SSE and SSE2 compute: functions of bits, without operands, memory or exceptions of the processor. */
@NullMarked
package org.prtosvm.cpu.simd;

import org.jspecify.annotations.NullMarked;
