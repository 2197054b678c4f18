// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.prtosvm.abi.HmAction;
import org.prtosvm.abi.HmEvent;
import org.prtosvm.abi.PrtosConstants;

/**
 * The type of an attribute: which texts it takes. Source: ABI 11-configuration, 2.
 *
 * @param expected what it takes, for messages
 * @param xsd content of a simpleType of XML Schema with the same texts; limits of values are wider where it cannot state them
 * @param form whether a text has the form of the type
 * @param fits whether a text that has the form has a value that fits its field
 */
record LexicalType(String expected, String xsd, Predicate<String> form, Predicate<String> fits) {
    /** Name of an event that the schema knows and that has no number. */
    static final String WATCHDOG_EVENT = HmEvent.NAME_PREFIX + "WATCHDOG_TIMER";

    private static final BigInteger MAX_INT = BigInteger.valueOf(Integer.MAX_VALUE);

    static final LexicalType STRING =
            new LexicalType("at least one character", restriction("string", "minLength", "1"), text -> !text.isEmpty());
    static final LexicalType ID = new LexicalType(
            "an integer from 0 to 2147483647",
            restriction("nonNegativeInteger", "maxInclusive", "2147483647"),
            Lexical::isInteger,
            text -> Lexical.integer(text).compareTo(MAX_INT) <= 0);
    static final LexicalType POSITIVE = new LexicalType(
            "an integer from 1 to 2147483647",
            restriction("positiveInteger", "maxInclusive", "2147483647"),
            text -> Lexical.isInteger(text) && Lexical.integer(text).signum() > 0,
            text -> Lexical.integer(text).compareTo(MAX_INT) <= 0);
    static final LexicalType HEX = new LexicalType(
            "0x and hexadecimal digits, at most 32 bits",
            pattern("0x[0-9a-fA-F]+"),
            Lexical::isHex,
            text -> Lexical.hex(text).bitLength() <= Integer.SIZE);
    static final LexicalType VERSION =
            new LexicalType("a version such as 1.0.0", pattern("[0-9]+\\.[0-9]+\\.[0-9]+"), Lexical::isVersion);
    static final LexicalType SIZE = new LexicalType(
            "a size in B, KB or MB such as 1.5MB, below 4294967295 bytes",
            pattern("[0-9]+(\\.[0-9]+)?[MK]?B"),
            Lexical::isSize,
            text -> Lexical.size(text) < Lexical.MAX_UNSIGNED);
    static final LexicalType TIME = new LexicalType(
            "a time in s, ms or us such as 20ms, below 4294967295 us",
            pattern("[0-9]+(\\.[0-9]+)?[mu]?[sS]"),
            Lexical::isTime,
            text -> Lexical.time(text) < Lexical.MAX_UNSIGNED);
    static final LexicalType FREQUENCY = new LexicalType(
            "a frequency in MHz or KHz such as 1500.5MHz, below 4294967295 kHz",
            pattern("[0-9]+(\\.[0-9]+)?[MK][Hh]z"),
            Lexical::isFrequency,
            text -> Lexical.frequency(text) < Lexical.MAX_UNSIGNED);
    static final LexicalType YES_NO = oneOf("yes", "no", "true", "false");
    static final LexicalType BOOLEAN = new LexicalType(
            "one of true, false, 1, 0",
            "<xs:restriction base=\"xs:boolean\"/>",
            text -> List.of("true", "false", "1", "0").contains(text.strip()));
    static final LexicalType REGION_TYPE = oneOf("ram", "rom");
    static final LexicalType DIRECTION = oneOf("source", "destination");
    static final LexicalType PORT_TYPE = oneOf("queuing", "sampling");
    static final LexicalType ACTION =
            oneOf(Stream.of(HmAction.values()).map(HmAction::configurationName).toArray(String[]::new));
    static final LexicalType EVENT =
            oneOf(Stream.concat(Stream.of(HmEvent.values()).map(HmEvent::configurationName), Stream.of(WATCHDOG_EVENT))
                    .toArray(String[]::new));
    static final LexicalType AREA_FLAGS =
            listOf(oneOf(Stream.of(AreaFlag.values()).map(AreaFlag::text).toArray(String[]::new)));
    static final LexicalType PARTITION_FLAGS = listOf(oneOf("system", "fp", "none"));
    static final LexicalType PROCESSOR_FEATURES = listOf(oneOf("none"));
    static final LexicalType TRACE_BITS = listOf(oneOf("HYP_IRQS", "HYP_HCALLS", "HYP_SCHED", "HYP_HM"));
    static final LexicalType IDS = listOf(ID);
    static final LexicalType HW_IRQS = listOf(new LexicalType(
            "integers from 0 to " + (PrtosConstants.HW_IRQS - 1),
            restriction("nonNegativeInteger", "maxInclusive", Integer.toString(PrtosConstants.HW_IRQS - 1)),
            text -> Lexical.isInteger(text)
                    && Lexical.integer(text).compareTo(BigInteger.valueOf(PrtosConstants.HW_IRQS)) < 0));

    private LexicalType(String expected, String xsd, Predicate<String> form) {
        this(expected, xsd, form, text -> true);
    }

    private static LexicalType oneOf(String... words) {
        List<String> allowed = List.of(words);
        String xsd = allowed.stream()
                .map("<xs:enumeration value=\"%s\"/>"::formatted)
                .collect(Collectors.joining("", "<xs:restriction base=\"xs:string\">", "</xs:restriction>"));
        return new LexicalType("one of " + String.join(", ", allowed), xsd, allowed::contains);
    }

    private static LexicalType listOf(LexicalType item) {
        return new LexicalType(
                "a list, separated by spaces, of " + item.expected(),
                "<xs:list><xs:simpleType>" + item.xsd() + "</xs:simpleType></xs:list>",
                text -> Lexical.list(text).stream().allMatch(item.form()),
                text -> Lexical.list(text).stream().allMatch(item.fits()));
    }

    private static String restriction(String base, String facet, String value) {
        return "<xs:restriction base=\"xs:%s\"><xs:%s value=\"%s\"/></xs:restriction>".formatted(base, facet, value);
    }

    private static String pattern(String expression) {
        return restriction("string", "pattern", expression);
    }
}
