/** The start script and the JVM flags it gives, as a user meets them. */
@NullMarked
package org.prtosvm.test.launcher;

import org.jspecify.annotations.NullMarked;
