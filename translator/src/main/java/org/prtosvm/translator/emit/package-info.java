/** From a region to bytecode: one emitter per instruction family. */
@NullMarked
package org.prtosvm.translator.emit;

import org.jspecify.annotations.NullMarked;
