/** Interval timers. */
@NullMarked
package org.prtosvm.devices.timer;

import org.jspecify.annotations.NullMarked;
