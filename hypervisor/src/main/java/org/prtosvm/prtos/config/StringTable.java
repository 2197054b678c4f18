// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** The strings of a configuration blob: each ends with a NUL byte, equal ones are kept apart. */
final class StringTable {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final IdentityHashMap<Object, Integer> offsets = new IdentityHashMap<>();

    /** Appends the name of a part of the configuration; nothing if it has none. */
    void add(Object part, @Nullable String name) {
        if (name != null) {
            offsets.put(part, bytes.size());
            bytes.writeBytes(name.getBytes(StandardCharsets.UTF_8));
            bytes.write(0);
        }
    }

    /** Where the name of a part stands; 0, the name of the system, for a part without one. */
    int offsetOf(Object part) {
        return offsets.getOrDefault(part, 0);
    }

    int length() {
        return bytes.size();
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
