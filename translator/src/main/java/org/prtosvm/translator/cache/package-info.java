/** Where translations live: address spaces, intervals of memory with constant bounds, invalidation. */
@NullMarked
package org.prtosvm.translator.cache;

import org.jspecify.annotations.NullMarked;
