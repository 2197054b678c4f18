package org.prtosvm.test.arch.planted.cpu;

import org.prtosvm.test.arch.planted.prtos.Hypervisor;

/** Uses a module above its own. */
final class UsesHypervisor {
    private UsesHypervisor() {}

    static void run() {
        Hypervisor.start();
    }
}
