// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import org.prtosvm.abi.ConfigurationBlobDescriptor;

/** Direction of a port, as its partition sees it. */
public enum PortDirection {
    /** The partition receives. */
    DESTINATION(ConfigurationBlobDescriptor.DIRECTION_DESTINATION),
    /** The partition sends. */
    SOURCE(ConfigurationBlobDescriptor.DIRECTION_SOURCE);

    private final int code;

    PortDirection(int code) {
        this.code = code;
    }

    /**
     * The number of this direction, in hypercalls and in a configuration blob.
     *
     * @return 1 or 2
     */
    public int code() {
        return code;
    }
}
