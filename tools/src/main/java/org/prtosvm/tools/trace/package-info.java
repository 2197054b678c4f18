/**
 * Files of machine events, written while a machine runs and read by tools afterwards.
 */
@NullMarked
package org.prtosvm.tools.trace;

import org.jspecify.annotations.NullMarked;
