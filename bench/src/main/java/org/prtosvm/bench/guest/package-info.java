/**
 * {@code ./prtos bench}: guest programs as partitions of this machine, as native processes and under QEMU's user mode,
 * measured side by side in one interleaved run. Every variant is a child process that prints a line per round of work;
 * all but the one that is measured are stopped.
 */
@NullMarked
package org.prtosvm.bench.guest;

import org.jspecify.annotations.NullMarked;
