// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.prtosvm.prtos.config.ConfigurationProblem.Kind;

/** Compares a tree of elements with the schema, and adds the defaults of absent attributes. */
final class SchemaValidator {
    private final Problems problems;

    SchemaValidator(Problems problems) {
        this.problems = problems;
    }

    /** Adds all differences of a document. */
    void validate(XmlElement root) {
        if (root.name().equals(DescriptionSchema.ROOT.name())) {
            validate(root, DescriptionSchema.ROOT);
        } else {
            problems.addAt(
                    Kind.UNKNOWN_ELEMENT,
                    root.location(),
                    "root element: expected SystemDescription of the namespace %s, found %s",
                    XmlTreeReader.NAMESPACE,
                    root.name());
        }
    }

    private void validate(XmlElement element, SchemaRule rule) {
        checkAttributes(element, rule);
        Location text = element.text();
        if (text != null) {
            problems.addAt(Kind.UNEXPECTED_TEXT, text, "text inside %s: expected elements only", element.name());
        }
        checkChildren(element, rule);
    }

    private void checkAttributes(XmlElement element, SchemaRule rule) {
        element.attributes().forEach((name, attribute) -> {
            if (rule.attributes().stream().noneMatch(known -> known.name().equals(name))) {
                problems.addAt(
                        Kind.UNKNOWN_ATTRIBUTE,
                        attribute.location(),
                        "%s has no attribute \"%s\", expected %s",
                        element.name(),
                        name,
                        attributeNames(rule));
            }
        });
        for (SchemaRule.Attribute known : rule.attributes()) {
            checkAttribute(element, known);
        }
    }

    private static String attributeNames(SchemaRule rule) {
        return rule.attributes().isEmpty()
                ? "none"
                : rule.attributes().stream().map(SchemaRule.Attribute::name).collect(Collectors.joining(", "));
    }

    private void checkAttribute(XmlElement element, SchemaRule.Attribute known) {
        XmlElement.Attribute attribute = element.attributes().get(known.name());
        if (attribute == null) {
            useDefault(element, known);
        } else if (!known.type().form().test(attribute.value())) {
            problems.addAt(
                    Kind.BAD_VALUE,
                    attribute.location(),
                    "%s of %s: expected %s, found \"%s\"",
                    known.name(),
                    element.name(),
                    known.type().expected(),
                    attribute.value());
        } else if (!known.type().fits().test(attribute.value())) {
            problems.addAt(
                    Kind.VALUE_TOO_LARGE,
                    attribute.location(),
                    "%s of %s: \"%s\" is too large, expected %s",
                    known.name(),
                    element.name(),
                    attribute.value(),
                    known.type().expected());
        }
    }

    private void useDefault(XmlElement element, SchemaRule.Attribute known) {
        String value = known.defaultValue();
        if (value != null) {
            element.attributes().put(known.name(), new XmlElement.Attribute(value, element.location()));
        } else if (known.required()) {
            problems.addAt(
                    Kind.MISSING_ATTRIBUTE,
                    element.location(),
                    "%s: the attribute \"%s\" is missing, expected %s",
                    element.name(),
                    known.name(),
                    known.type().expected());
        }
    }

    private void checkChildren(XmlElement element, SchemaRule rule) {
        Map<String, Integer> counts = new HashMap<>();
        int position = 0;
        for (XmlElement child : element.children()) {
            int index = indexOf(rule.children(), child.name());
            if (index < 0) {
                reportUnknown(element, rule, child);
                continue;
            }
            if (rule.order() == SchemaRule.Order.SEQUENCE && index < position) {
                problems.addAt(
                        Kind.MISPLACED_ELEMENT,
                        child.location(),
                        "%s stands after %s, expected before it",
                        child.name(),
                        rule.children().get(position).rule().name());
            }
            position = Math.max(position, index);
            SchemaRule.Child known = rule.children().get(index);
            if (counts.merge(child.name(), 1, Integer::sum) == known.max() + 1) {
                problems.addAt(
                        Kind.MISPLACED_ELEMENT,
                        child.location(),
                        "%s: expected at most %d of %s, found one more",
                        element.name(),
                        known.max(),
                        child.name());
            }
            validate(child, known.rule());
        }
        reportMissing(element, rule, counts);
    }

    private static int indexOf(List<SchemaRule.Child> children, String name) {
        for (int index = 0; index < children.size(); index++) {
            if (children.get(index).rule().name().equals(name)) {
                return index;
            }
        }
        return -1;
    }

    private void reportUnknown(XmlElement element, SchemaRule rule, XmlElement child) {
        String expected = rule.children().isEmpty()
                ? "none"
                : rule.children().stream().map(known -> known.rule().name()).collect(Collectors.joining(", "));
        problems.addAt(
                Kind.UNKNOWN_ELEMENT,
                child.location(),
                "%s does not belong inside %s, expected %s",
                child.name(),
                element.name(),
                expected);
    }

    private void reportMissing(XmlElement element, SchemaRule rule, Map<String, Integer> counts) {
        for (SchemaRule.Child known : rule.children()) {
            if (counts.getOrDefault(known.rule().name(), 0) < known.min()) {
                problems.addAt(
                        Kind.MISSING_ELEMENT,
                        element.location(),
                        "%s: the element %s is missing",
                        element.name(),
                        known.rule().name());
            }
        }
    }
}
