// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.host;

/** A system that cannot be set up, although its configuration and its images are right in themselves. */
public final class SetupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what was being done, expected and found
     */
    public SetupException(String message) {
        super(message);
    }
}
