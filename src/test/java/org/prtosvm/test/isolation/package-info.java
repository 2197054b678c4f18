/**
 * Isolation in space and time: what one partition does is not noticed by others.
 */
@NullMarked
package org.prtosvm.test.isolation;

import org.jspecify.annotations.NullMarked;
