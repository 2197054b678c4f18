/** Home of the generated classes: nothing here but the lookup that defines them. */
@NullMarked
package org.prtosvm.translated;

import org.jspecify.annotations.NullMarked;
