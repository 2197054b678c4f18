/**
 * Explains the files of a system: images, containers, configurations, boot images and traces.
 */
@NullMarked
package org.prtosvm.tools.inspect;

import org.jspecify.annotations.NullMarked;
