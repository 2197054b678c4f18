package org.prtosvm.translator;

/**
 * What a translating engine did so far.
 *
 * @param translatedInstructions guest instructions executed in translated code
 * @param interpretedInstructions guest instructions executed as closures, skipped iterations of waiting loops included
 * @param regionsTranslated regions for which a class was generated
 * @param regionsLive regions that can be entered now
 * @param regionsRefused entries that could not be translated
 * @param invalidations regions dropped because code or a mapping changed
 * @param misses accesses outside the interval of their site
 * @param retranslations regions translated anew because a site missed often
 * @param evictions times that all translations were dropped to bound the footprint
 * @param classBytes bytes of all class files generated
 * @param liveClassBytes bytes of the class files of live regions
 */
public record TranslationStatistics(
        long translatedInstructions,
        long interpretedInstructions,
        long regionsTranslated,
        long regionsLive,
        long regionsRefused,
        long invalidations,
        long misses,
        long retranslations,
        long evictions,
        long classBytes,
        long liveClassBytes) {}
