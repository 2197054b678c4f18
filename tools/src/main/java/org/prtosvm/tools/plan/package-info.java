/**
 * What a configuration means in time and memory: utilisation, gaps and overlaps, as text and as a picture.
 */
@NullMarked
package org.prtosvm.tools.plan;

import org.jspecify.annotations.NullMarked;
