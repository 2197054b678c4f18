// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hm;

/** What the health monitor needs to know and to tell. */
public interface HmServices {
    /**
     * The hardware clock.
     *
     * @return microseconds
     */
    long nowUs();

    /** Counts an event. */
    void countEvent();

    /**
     * Prints a line of the hypervisor.
     *
     * @param text without line end
     */
    void println(String text);

    /**
     * Writes an audit record.
     *
     * @param code a constant of {@link org.prtosvm.prtos.log.AuditCode}
     * @param payload at most four words
     */
    void audit(int code, int... payload);

    /**
     * Reports to whoever observes the system.
     *
     * @param event a constant of {@link org.prtosvm.prtos.host.SystemEvent}
     * @param a first argument
     * @param b second argument
     * @param c third argument
     */
    void report(int event, long a, long b, long c);
}
