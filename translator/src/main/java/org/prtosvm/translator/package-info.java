/** The translating engine: hot guest code becomes JVM classes, everything else runs as closures. */
@NullMarked
package org.prtosvm.translator;

import org.jspecify.annotations.NullMarked;
