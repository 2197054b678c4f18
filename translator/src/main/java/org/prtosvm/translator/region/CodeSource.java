package org.prtosvm.translator.region;

import org.prtosvm.cpu.engine.Operation;

/** Where a scan gets decoded code from, without any effect that a guest could see. */
public interface CodeSource {
    /**
     * Decodes the block that begins at an address.
     *
     * @param eip EIP
     * @return its instructions in order; empty if it cannot be fetched or must not be translated
     */
    Operation[] block(int eip);

    /**
     * Reads an entry of a jump table.
     *
     * @param linear linear address of four bytes
     * @return the entry if it is an address at which code may begin, else -1
     */
    long codeAddressAt(int linear);
}
