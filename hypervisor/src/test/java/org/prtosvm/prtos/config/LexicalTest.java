// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LexicalTest {
    @ParameterizedTest
    @CsvSource({"1.5MB,1572864", "0.00390625MB,4096", "4096B,4096", "0.5KB,512", "0.3B,0", "4095.999MB,4294966247"})
    void shouldReadSizes(String text, long bytes) {
        assertTrue(LexicalType.SIZE.form().test(text));
        assertTrue(LexicalType.SIZE.fits().test(text));
        assertEquals(bytes, (long) Lexical.size(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1mb", "1GB", "4096", "1MB ", "+1MB", "1x5MB", "1 5MB", ".5MB", "1.MB", "-1B", ""})
    void shouldRefuseOtherSizes(String text) {
        assertFalse(LexicalType.SIZE.form().test(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4096MB", "4294967295B", "99999999999999999999999MB"})
    void shouldRefuseLargeSizes(String text) {
        assertTrue(LexicalType.SIZE.form().test(text));
        assertFalse(LexicalType.SIZE.fits().test(text));
    }

    @ParameterizedTest
    @CsvSource({"0.1s,100000", "30.5ms,30500", "0.0000015s,1", "20mS,20000", "7us,7", "1S,1000000"})
    void shouldReadTimes(String text, long microseconds) {
        assertTrue(LexicalType.TIME.form().test(text));
        assertEquals(microseconds, (long) Lexical.time(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1Ms", "1 ms", "1min", "1m", "s"})
    void shouldRefuseOtherTimes(String text) {
        assertFalse(LexicalType.TIME.form().test(text));
    }

    @Test
    void shouldRefuseTimesThatDoNotFit() {
        assertTrue(LexicalType.TIME.fits().test("4294967294us"));
        assertFalse(LexicalType.TIME.fits().test("4294967295us"));
        assertFalse(LexicalType.TIME.fits().test("4295s"));
    }

    @ParameterizedTest
    @CsvSource({"1500.5MHz,1500500", "100KHz,100", "2Mhz,2000", "0.5Khz,0"})
    void shouldReadFrequencies(String text, long khz) {
        assertTrue(LexicalType.FREQUENCY.form().test(text));
        assertEquals(khz, (long) Lexical.frequency(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1GHz", "100Hz", "100", "1mHz", "1MHZ"})
    void shouldRefuseOtherFrequencies(String text) {
        assertFalse(LexicalType.FREQUENCY.form().test(text));
    }

    @ParameterizedTest
    @CsvSource({"1.0.0,0x10000", "2.1.7,0x20107", "257.256.511,0x100FF", "99999999999999999999.0.0,0xFF0000"})
    void shouldReadVersions(String text, String word) {
        assertTrue(LexicalType.VERSION.form().test(text));
        assertEquals(Integer.decode(word), Lexical.version(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1x0x0", "1.0", "1.0.0.0", "v1.0.0", ""})
    void shouldRefuseOtherVersions(String text) {
        assertFalse(LexicalType.VERSION.form().test(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0X600", "600", "0x", "0xg", " 0x1", "-0x1"})
    void shouldRefuseOtherHexadecimalNumbers(String text) {
        assertFalse(LexicalType.HEX.form().test(text));
    }

    @Test
    void shouldReadHexadecimalNumbersOf32Bits() {
        assertEquals(0xFFFF_FFFFL, Lexical.hex("0xffffFFFF").longValueExact());
        assertTrue(LexicalType.HEX.fits().test("0x00000000ffffffff"));
        assertFalse(LexicalType.HEX.fits().test("0x100000000"));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "+7,7", "007,7", "-0,0", "2147483647,2147483647", "' 5 ',5"})
    void shouldReadIds(String text, int value) {
        assertTrue(LexicalType.ID.form().test(text));
        assertTrue(LexicalType.ID.fits().test(text));
        assertEquals(value, Lexical.integer(text).intValueExact());
    }

    @Test
    void shouldRefuseOtherIds() {
        assertFalse(LexicalType.ID.form().test("-1"));
        assertFalse(LexicalType.ID.form().test("1.0"));
        assertFalse(LexicalType.ID.form().test("0x1"));
        assertFalse(LexicalType.ID.fits().test("2147483648"));
        assertFalse(LexicalType.POSITIVE.form().test("0"));
    }

    @Test
    void shouldSplitListsOnAnyWhiteSpace() {
        assertEquals(List.of("1", "3", "12"), Lexical.list("  1 3\t\n12 "));
        assertEquals(List.of(), Lexical.list(" "));
    }

    @Test
    void shouldReadLeadingIntegers() {
        assertEquals(1, Lexical.leadingInteger("1"));
        assertEquals(12, Lexical.leadingInteger(" 12x"));
        assertEquals(0, Lexical.leadingInteger("com1"));
    }
}
