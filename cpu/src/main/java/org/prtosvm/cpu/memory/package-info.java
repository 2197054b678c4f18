/** Physical memory of the machine, and the map of bytes that hold decoded code. */
@NullMarked
package org.prtosvm.cpu.memory;

import org.jspecify.annotations.NullMarked;
