package org.prtosvm.translator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TranslationPolicyTest {
    @Test
    void shouldReadEveryForm() {
        assertEquals(TranslationPolicy.hot(), TranslationPolicy.parse("hot"));
        assertEquals(TranslationPolicy.eager(), TranslationPolicy.parse("EAGER"));
        assertEquals(TranslationPolicy.random(-17), TranslationPolicy.parse("random:-17"));
    }

    @Test
    void shouldSayWhatWasExpected() {
        IllegalArgumentException unknown =
                assertThrows(IllegalArgumentException.class, () -> TranslationPolicy.parse("always"));
        assertEquals("expected hot, eager or random:SEED, found 'always'", unknown.getMessage());
        IllegalArgumentException seed =
                assertThrows(IllegalArgumentException.class, () -> TranslationPolicy.parse("random:x"));
        assertEquals("expected a decimal seed behind 'random:', found 'random:x'", seed.getMessage());
    }
}
