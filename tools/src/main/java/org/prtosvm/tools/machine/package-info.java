/**
 * Assembly of machines: the only place that sees the hypervisor, both engines and the outside world together.
 */
@NullMarked
package org.prtosvm.tools.machine;

import org.jspecify.annotations.NullMarked;
