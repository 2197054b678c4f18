package org.prtosvm.tools.vectors;

import java.util.List;
import java.util.Map;

/**
 * The captures of one opcode form.
 *
 * @param form opcode form, the name of the file: prefixes, opcode, and the reg field of a group
 * @param part processor they were recorded on
 * @param masks bits of registers that are defined in all captures
 * @param captures the captures
 */
record CaptureFile(OpcodeForm form, Part part, Map<CapturedRegister, Integer> masks, List<Capture> captures) {
    /** Processors that captures come from. */
    enum Part {
        /** Harris 80C286. */
        I286("80286", false),
        /** Intel 386EX. */
        I386("80386", true);

        private final String label;
        private final boolean wide;

        Part(String label, boolean wide) {
            this.label = label;
            this.wide = wide;
        }

        /** @return name for messages */
        String label() {
            return label;
        }

        /** @return true if it has 32-bit registers */
        boolean wide() {
            return wide;
        }
    }
}
