/** Bytes to hidden classes, on the guest thread or behind it. */
@NullMarked
package org.prtosvm.translator.define;

import org.jspecify.annotations.NullMarked;
