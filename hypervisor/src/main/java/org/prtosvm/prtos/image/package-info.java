// SPDX-License-Identifier: Apache-2.0
/**
 * The files a system is loaded from: executables (ELF), loadable files (PEF), containers and boot images, read with every field checked
 * and written byte for byte as the reference tools do; and {@code SystemImage}, the complete input of a run. Loading into guest memory is
 * not here.
 */
@NullMarked
package org.prtosvm.prtos.image;

import org.jspecify.annotations.NullMarked;
