// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

/**
 * The form of a system description as an XML Schema, for editors. It is made from the table that the compiler validates with. The rules
 * of meaning are the compiler's alone. Source: ABI 11-configuration, 2 and 3.
 */
public final class DescriptionXsd {
    private static final String INDENTATION = "  ";

    private final StringBuilder text = new StringBuilder();

    private DescriptionXsd() {}

    /**
     * The schema.
     *
     * @return XML text
     */
    public static String text() {
        return new DescriptionXsd().write();
    }

    private String write() {
        line(0, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        line(0, "<!-- SPDX-License-Identifier: Apache-2.0 -->");
        line(
                0,
                "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"%s\"",
                XmlTreeReader.NAMESPACE);
        line(1, "elementFormDefault=\"qualified\" attributeFormDefault=\"unqualified\">");
        element(1, DescriptionSchema.ROOT, "");
        line(0, "</xs:schema>");
        return text.toString();
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private void line(int depth, String format, Object... arguments) {
        text.append(INDENTATION.repeat(depth))
                .append(format.formatted(arguments))
                .append('\n');
    }

    private void element(int depth, SchemaRule rule, String occurrence) {
        line(depth, "<xs:element name=\"%s\"%s>", rule.name(), occurrence);
        line(depth + 1, "<xs:complexType>");
        children(depth + 2, rule);
        rule.attributes().forEach(attribute -> attribute(depth + 2, attribute));
        line(depth + 1, "</xs:complexType>");
        line(depth, "</xs:element>");
    }

    private void children(int depth, SchemaRule rule) {
        if (rule.children().isEmpty()) {
            return;
        }
        boolean repeated = rule.children().stream().anyMatch(child -> child.max() > 1);
        if (rule.order() == SchemaRule.Order.SEQUENCE || rule.children().size() == 1) {
            group(depth, "sequence", "", rule);
        } else if (repeated) {
            choice(depth, rule);
        } else {
            group(depth, "all", "", rule);
        }
    }

    private void group(int depth, String kind, String occurrence, SchemaRule rule) {
        line(depth, "<xs:%s%s>", kind, occurrence);
        rule.children().forEach(child -> element(depth + 1, child.rule(), occurrence(child)));
        line(depth, "</xs:%s>", kind);
    }

    /** Any mixture, any number of times. */
    private void choice(int depth, SchemaRule rule) {
        line(depth, "<xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">");
        rule.children().forEach(child -> element(depth + 1, child.rule(), ""));
        line(depth, "</xs:choice>");
    }

    private static String occurrence(SchemaRule.Child child) {
        String min = child.min() == 1 ? "" : " minOccurs=\"" + child.min() + '"';
        String max = child.max() == 1 ? "" : " maxOccurs=\"" + maxOccurs(child.max()) + '"';
        return min + max;
    }

    private static String maxOccurs(int max) {
        return max == Integer.MAX_VALUE ? "unbounded" : Integer.toString(max);
    }

    private void attribute(int depth, SchemaRule.Attribute attribute) {
        String use = attribute.required() ? " use=\"required\"" : "";
        String preset = attribute.defaultValue() == null ? "" : " default=\"" + attribute.defaultValue() + '"';
        line(depth, "<xs:attribute name=\"%s\"%s%s>", attribute.name(), use, preset);
        line(depth + 1, "<xs:simpleType>%s</xs:simpleType>", attribute.type().xsd());
        line(depth, "</xs:attribute>");
    }
}
