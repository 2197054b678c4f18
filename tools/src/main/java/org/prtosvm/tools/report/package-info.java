/**
 * What happened in a run, for people: an observer of events that adds up, and the text made from it.
 */
@NullMarked
package org.prtosvm.tools.report;

import org.jspecify.annotations.NullMarked;
