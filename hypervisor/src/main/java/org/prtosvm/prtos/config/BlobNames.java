// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.ConfigurationBlobDescriptor;
import org.prtosvm.prtos.config.BlobBytes.Table;

/** Reads names of a configuration blob. What has no name of its own points to the name of the system. */
final class BlobNames {
    private static final int BYTE = 1;

    private final BlobBytes blob;
    private final Table strings;
    private final int systemName;

    BlobNames(BlobBytes blob) {
        this.blob = blob;
        this.strings = blob.table("strings", ConfigurationBlobDescriptor.STRING_TABLE_OFFSET, BYTE);
        this.systemName = blob.word("system name", ConfigurationBlobDescriptor.NAME_OFFSET);
    }

    /** The string table. */
    Table strings() {
        return strings;
    }

    /** The name of the system. */
    String systemName() {
        return blob.string("system name", strings, systemName);
    }

    /** The name that a field points to. */
    String name(String field, int at) {
        return blob.string(field + ": name", strings, blob.word(field, at));
    }

    /** The name that a field points to, or null if it is that of the system. */
    @Nullable
    String ownName(String field, int at) {
        return blob.word(field, at) == systemName ? null : name(field, at);
    }
}
