package org.prtosvm.translated;

import java.lang.invoke.MethodHandles;

/**
 * Gives access to the package in which generated classes are defined. The package holds nothing else, so that JVM
 * options can name all generated code by it.
 */
public final class TranslatedPackage {
    /** Internal name prefix of generated classes. */
    public static final String INTERNAL_PREFIX = "org/prtosvm/translated/";

    private TranslatedPackage() {}

    /** @return lookup with full rights in this package */
    public static MethodHandles.Lookup lookup() {
        return MethodHandles.lookup();
    }
}
