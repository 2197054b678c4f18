/** What several kinds of system tests use: running systems and programs, reading JSON, finding files. */
@NullMarked
package org.prtosvm.test.support;

import org.jspecify.annotations.NullMarked;
