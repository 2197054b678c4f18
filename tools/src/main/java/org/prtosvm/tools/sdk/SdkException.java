// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.tools.sdk;

/** Something that the user must change: a project, a source, the host's compiler. The message is for the user. */
public final class SdkException extends RuntimeException {
    /**
     * Creates a refusal.
     *
     * @param message what was being done, what was expected, what was found
     */
    public SdkException(String message) {
        super(message);
    }
}
