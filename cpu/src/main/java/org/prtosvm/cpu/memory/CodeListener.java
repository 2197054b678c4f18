package org.prtosvm.cpu.memory;

/**
 * Learns about stores that touch bytes from which code was decoded or page-table entries that were walked, and about
 * pages that begin to hold such bytes: the watched pages.
 * Thread rule: called on the thread that stores or decodes.
 */
public interface CodeListener {
    /**
     * Bytes of decoded code are about to change or have changed: everything decoded from the grains they lie in must not
     * be executed again.
     *
     * @param physical physical address of the first byte
     * @param length bytes
     */
    void codeWritten(int physical, int length);

    /**
     * A page is watched from now on because it holds decoded code (or holds more of it), or because a page walk used it
     * as directory or table: stores into it must be announced with {@link GuestMemory#noteStore}.
     *
     * @param physicalPage physical address of the page, a multiple of 4096
     */
    void codeDecoded(int physicalPage);

    /**
     * Page-table entries that walks have used are about to change: no translation obtained through them may be used
     * for another instruction. The page is no longer watched as a table until a walk uses it again.
     *
     * @param physicalPage physical address of the directory or table, a multiple of 4096
     */
    default void tableWritten(int physicalPage) {}
}
