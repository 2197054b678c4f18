// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import org.prtosvm.abi.ConfigurationBlobDescriptor;

/** Kind of a port or channel. */
public enum PortType {
    /** One message, overwritten by the next one. */
    SAMPLING(ConfigurationBlobDescriptor.TYPE_SAMPLING),
    /** A queue of messages. */
    QUEUING(ConfigurationBlobDescriptor.TYPE_QUEUING);

    private final int code;

    PortType(int code) {
        this.code = code;
    }

    /**
     * The number of this kind, in hypercalls and in a configuration blob.
     *
     * @return 0 or 1
     */
    public int code() {
        return code;
    }
}
