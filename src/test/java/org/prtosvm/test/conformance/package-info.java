/** The conformance suite beside the checkout, run on both engines in every translation mode. */
@NullMarked
package org.prtosvm.test.conformance;

import org.jspecify.annotations.NullMarked;
