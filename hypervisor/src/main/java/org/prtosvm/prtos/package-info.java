// SPDX-License-Identifier: Apache-2.0
/** The hypervisor as a whole: the facade that puts its parts together, runs, saves and restores them. */
@NullMarked
package org.prtosvm.prtos;

import org.jspecify.annotations.NullMarked;
