/**
 * A running machine as others see it: counters in a file that another process maps, and events for the flight recorder of the JVM.
 */
@NullMarked
package org.prtosvm.tools.live;

import org.jspecify.annotations.NullMarked;
