/** Planted violation: this package does not say @NullMarked. */
package org.prtosvm.test.arch.planted.cpu.unmarked;
