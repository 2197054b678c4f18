/**
 * The command line: one class per command, the options they share, and what a person sees of a run (console bytes on
 * standard output, everything else on standard error). Machines are built by {@code org.prtosvm.tools.machine}.
 */
@NullMarked
package org.prtosvm.tools.cli;

import org.jspecify.annotations.NullMarked;
