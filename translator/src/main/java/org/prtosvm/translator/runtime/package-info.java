/** Everything that generated code calls, and what describes it at run time. */
@NullMarked
package org.prtosvm.translator.runtime;

import org.jspecify.annotations.NullMarked;
