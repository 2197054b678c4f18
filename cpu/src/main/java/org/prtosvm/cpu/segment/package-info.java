/** Descriptors, segment loads and far transfers. */
@NullMarked
package org.prtosvm.cpu.segment;

import org.jspecify.annotations.NullMarked;
