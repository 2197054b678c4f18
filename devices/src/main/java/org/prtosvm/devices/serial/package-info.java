/** Serial ports. */
@NullMarked
package org.prtosvm.devices.serial;

import org.jspecify.annotations.NullMarked;
