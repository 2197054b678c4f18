/** What hangs on a processor: ports and interrupt lines, as interfaces. */
@NullMarked
package org.prtosvm.cpu.bus;

import org.jspecify.annotations.NullMarked;
