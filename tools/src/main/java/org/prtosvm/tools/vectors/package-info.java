/** Single instructions that were recorded on real processors, executed here and compared. */
@NullMarked
package org.prtosvm.tools.vectors;

import org.jspecify.annotations.NullMarked;
