/**
 * Descriptors, segment registers, and every transfer of control that goes through a descriptor: far jumps, calls and
 * returns, call gates, interrupt and trap gates. Every check comes before the first change.
 *
 * <p>Not here: checks of single accesses ({@code mmu}). Not at all: switching of tasks by the processor and entry to
 * virtual-8086 mode; what would lead there faults, as the classes say.
 */
@NullMarked
package org.prtosvm.cpu.segment;

import org.jspecify.annotations.NullMarked;
