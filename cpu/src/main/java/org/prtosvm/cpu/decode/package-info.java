/** From instruction bytes to {@link org.prtosvm.cpu.decode.Instruction}: the decode table and the decoder. */
@NullMarked
package org.prtosvm.cpu.decode;

import org.jspecify.annotations.NullMarked;
