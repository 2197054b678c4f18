/** Guest-visible faults as preallocated, stackless throwables. */
@NullMarked
package org.prtosvm.cpu.fault;

import org.jspecify.annotations.NullMarked;
