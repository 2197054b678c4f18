/** Planted violations. */
@NullMarked
package org.prtosvm.test.arch.planted.devices;

import org.jspecify.annotations.NullMarked;
