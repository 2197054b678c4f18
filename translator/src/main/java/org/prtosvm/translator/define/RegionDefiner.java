package org.prtosvm.translator.define;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.prtosvm.translated.TranslatedPackage;
import org.prtosvm.translator.cache.LinkedCall;
import org.prtosvm.translator.cache.TranslatedCode;
import org.prtosvm.translator.cache.Translation;
import org.prtosvm.translator.emit.RegionCompiler;

/**
 * Generates and defines the class of a translation as a hidden class, which the JVM unloads when nothing leads to it.
 * Thread rule: stateless, any thread; the translation is handed over by whoever publishes it.
 */
public final class RegionDefiner {
    private static final MethodHandles.Lookup HOME = TranslatedPackage.lookup();

    private RegionDefiner() {}

    /**
     * Makes the class of a translation.
     *
     * @param translation translation without a class
     * @return false if the method would be too long for HotSpot: scan again with a smaller limit
     */
    public static boolean define(Translation translation) {
        byte[] bytes = RegionCompiler.compile(translation);
        if (bytes.length == 0) {
            return false;
        }
        try {
            MethodHandles.Lookup lookup = HOME.defineHiddenClassWithClassData(bytes, translation, false);
            MethodHandle entry = lookup.findStatic(lookup.lookupClass(), "run", LinkedCall.TYPE);
            MethodHandle constructor = lookup.findConstructor(lookup.lookupClass(), MethodType.methodType(void.class));
            TranslatedCode code = (TranslatedCode) constructor.invoke();
            translation.defined(code, entry, bytes.length);
            return true;
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "region at 0x%08x: the generated class was refused".formatted(translation.region.entryEip()), e);
        }
    }
}
