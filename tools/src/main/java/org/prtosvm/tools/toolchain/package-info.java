/**
 * The build tools of a system: they make and list PEF files, containers, boot images and configuration blobs.
 */
@NullMarked
package org.prtosvm.tools.toolchain;

import org.jspecify.annotations.NullMarked;
