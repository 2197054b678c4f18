/** The small ports of a PC's system board, and those that emulators have for tests. */
@NullMarked
package org.prtosvm.devices.system;

import org.jspecify.annotations.NullMarked;
