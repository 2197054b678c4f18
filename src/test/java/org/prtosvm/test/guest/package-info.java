/** Test partitions that check themselves, on both engines. */
@NullMarked
package org.prtosvm.test.guest;

import org.jspecify.annotations.NullMarked;
