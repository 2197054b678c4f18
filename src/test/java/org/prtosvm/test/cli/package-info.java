/** The command line as a user meets it: exit codes, what is on which stream, answers to bad input. */
@NullMarked
package org.prtosvm.test.cli;

import org.jspecify.annotations.NullMarked;
