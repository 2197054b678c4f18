/** The bare board: kernels and a ROM of our own on every engine. */
@NullMarked
package org.prtosvm.test.board;

import org.jspecify.annotations.NullMarked;
