/** The architecture as tests: which package may use which, and proof that each rule can fail. */
@NullMarked
package org.prtosvm.test.arch;

import org.jspecify.annotations.NullMarked;
