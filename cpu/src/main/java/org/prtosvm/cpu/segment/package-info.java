/**
 * Descriptors, segment registers, and every transfer of control that goes through a descriptor: far jumps, calls and
 * returns, call gates, interrupt and trap gates, tasks, virtual-8086 mode. Every check comes before the first change.
 *
 * <p>Not here: checks of single accesses ({@code mmu}).
 */
@NullMarked
package org.prtosvm.cpu.segment;

import org.jspecify.annotations.NullMarked;
