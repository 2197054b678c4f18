/**
 * Files that hold a stopped machine: the system it was made from and its whole state.
 */
@NullMarked
package org.prtosvm.tools.snapshot;

import org.jspecify.annotations.NullMarked;
