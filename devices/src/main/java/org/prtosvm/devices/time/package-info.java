/** Virtual time as devices see it: what is due when, and clocks with other frequencies. */
@NullMarked
package org.prtosvm.devices.time;

import org.jspecify.annotations.NullMarked;
