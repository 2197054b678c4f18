/**
 * The bare board: a PC of one processor with nothing above it, for kernels and ROMs that bring everything else with them.
 */
@NullMarked
package org.prtosvm.tools.board;

import org.jspecify.annotations.NullMarked;
