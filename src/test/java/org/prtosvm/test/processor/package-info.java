/**
 * System-mode tests of the processor: small assembly programs that start at power-up, with what the manual says their end
 * must look like beside them. Sources and assembled files are in the resource folder of the same name, one folder for each
 * area.
 */
@NullMarked
package org.prtosvm.test.processor;

import org.jspecify.annotations.NullMarked;
