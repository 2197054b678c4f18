/** A small copy of the project's package tree with one violation per rule; see ArchitectureRule. */
@NullMarked
package org.prtosvm.test.arch.planted;

import org.jspecify.annotations.NullMarked;
