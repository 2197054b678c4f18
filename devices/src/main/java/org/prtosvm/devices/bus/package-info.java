/** The port space of a board: ranges of ports, each with the device that answers there. */
@NullMarked
package org.prtosvm.devices.bus;

import org.jspecify.annotations.NullMarked;
