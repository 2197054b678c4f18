/** Keyboard controllers. */
@NullMarked
package org.prtosvm.devices.keyboard;

import org.jspecify.annotations.NullMarked;
