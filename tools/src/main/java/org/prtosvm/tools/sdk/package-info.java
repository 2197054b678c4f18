/**
 * Projects of partitions: new ones from templates, and their build with a C compiler of the host. The kit that they are built with (headers,
 * libraries, linker script) comes from the class path.
 */
@NullMarked
package org.prtosvm.tools.sdk;

import org.jspecify.annotations.NullMarked;
