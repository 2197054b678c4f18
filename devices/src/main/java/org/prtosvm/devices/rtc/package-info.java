/** Clocks that know the date. */
@NullMarked
package org.prtosvm.devices.rtc;

import org.jspecify.annotations.NullMarked;
