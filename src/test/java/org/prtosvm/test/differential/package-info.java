/** Both engines in lock step on the same code: same state and same count at every stop. */
@NullMarked
package org.prtosvm.test.differential;

import org.jspecify.annotations.NullMarked;
