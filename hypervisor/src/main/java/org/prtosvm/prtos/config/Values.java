// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

/** Values of attributes that the schema has let pass. */
final class Values {
    private Values() {}

    static int integer(XmlElement element, String attribute) {
        return Lexical.integer(element.value(attribute)).intValueExact();
    }

    /** A hexadecimal number, unsigned. */
    static int hex(XmlElement element, String attribute) {
        return Lexical.hex(element.value(attribute)).intValue();
    }

    /** A size in bytes, unsigned. */
    static int size(XmlElement element, String attribute) {
        return (int) (long) Lexical.size(element.value(attribute));
    }

    /** A time in microseconds. */
    static long time(XmlElement element, String attribute) {
        return (long) Lexical.time(element.value(attribute));
    }

    /** The bits of a list of memory flags. */
    static int areaFlags(String list) {
        int bits = 0;
        for (String word : Lexical.list(list)) {
            for (AreaFlag flag : AreaFlag.values()) {
                bits |= flag.text().equals(word) ? flag.bit() : 0;
            }
        }
        return bits;
    }
}
