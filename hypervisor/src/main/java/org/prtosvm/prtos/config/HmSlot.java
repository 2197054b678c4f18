// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import org.prtosvm.abi.ConfigurationBlobDescriptor;
import org.prtosvm.abi.HmAction;

/**
 * What happens on one health-monitor event.
 *
 * @param action what is done
 * @param log whether an entry goes to the health-monitor log
 */
public record HmSlot(HmAction action, boolean log) {
    /**
     * The slot as it stands in a configuration blob.
     *
     * @return action in bits 0 to 30, log in bit 31
     */
    public int word() {
        return action.number() | (log ? ConfigurationBlobDescriptor.HM_LOG : 0);
    }
}
