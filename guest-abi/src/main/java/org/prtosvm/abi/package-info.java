// SPDX-License-Identifier: Apache-2.0
/**
 * Numbers and layouts that guest and host agree on: hypercalls, return codes, control tables, image and configuration formats, events
 * and flags. Only constants and views live here; what they mean is the business of the modules that use them.
 */
@NullMarked
package org.prtosvm.abi;

import org.jspecify.annotations.NullMarked;
