/** The host's own processor as the oracle for ours. */
@NullMarked
package org.prtosvm.test.oracle;

import org.jspecify.annotations.NullMarked;
