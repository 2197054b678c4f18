/** What is translated together: scanning guest code into regions, before any bytecode exists. */
@NullMarked
package org.prtosvm.translator.region;

import org.jspecify.annotations.NullMarked;
