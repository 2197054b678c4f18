// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import java.nio.charset.StandardCharsets;
import org.prtosvm.prtos.log.ConsoleDevice;

/** Text of the hypervisor itself. Each call is one piece that nothing interrupts; line ends are LF only. */
public final class KernelConsole {
    private final ConsoleDevice device;
    private final boolean startShown;

    /**
     * Makes the console.
     *
     * @param device configured device
     * @param startShown false to drop what is printed at a start
     */
    KernelConsole(ConsoleDevice device, boolean startShown) {
        this.device = device;
        this.startShown = startShown;
    }

    /**
     * Prints text.
     *
     * @param text characters of ISO 8859-1
     */
    public void print(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        device.write(bytes, 0, bytes.length);
    }

    /**
     * Prints a line.
     *
     * @param text characters of ISO 8859-1, without line end
     */
    public void println(String text) {
        print(text + "\n");
    }

    /** Prints a line about a start of the system. */
    void printlnAtStart(String text) {
        if (startShown) {
            println(text);
        }
    }
}
