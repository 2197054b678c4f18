/** A run is a function of its inputs: equal hashes over engines, modes, repetitions, saves and loads. */
@NullMarked
package org.prtosvm.test.determinism;

import org.jspecify.annotations.NullMarked;
