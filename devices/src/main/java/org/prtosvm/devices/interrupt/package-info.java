/** Interrupt controllers. */
@NullMarked
package org.prtosvm.devices.interrupt;

import org.jspecify.annotations.NullMarked;
