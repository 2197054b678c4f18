// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An element of a system description: attributes, child elements, and where each of them stands. */
final class XmlElement {
    /** An attribute and where its name stands. */
    record Attribute(String value, Location location) {}

    private final String name;
    private final Location location;
    private final Map<String, Attribute> attributes = new LinkedHashMap<>();
    private final List<XmlElement> children = new ArrayList<>();
    private @Nullable Location text;

    XmlElement(String name, Location location) {
        this.name = name;
        this.location = location;
    }

    /** The local name, or {@code {namespace}name} outside the namespace of system descriptions. */
    String name() {
        return name;
    }

    /** Where the start tag begins. */
    Location location() {
        return location;
    }

    /** The attributes in the order of the file, then the defaults. */
    Map<String, Attribute> attributes() {
        return attributes;
    }

    /** The child elements in the order of the file. */
    List<XmlElement> children() {
        return children;
    }

    /** Where text between the child elements begins, or null if there is none but white space. */
    @Nullable
    Location text() {
        return text;
    }

    /** Remembers the first text. */
    void noteText(Location where) {
        if (text == null) {
            text = where;
        }
    }

    /** The value of an attribute that the schema requires or gives a default. */
    String value(String attribute) {
        return find(attribute)
                .orElseThrow(() -> new IllegalStateException("the schema lets " + name + " have no " + attribute));
    }

    /** The value of an attribute that may be absent. */
    Optional<String> find(String attribute) {
        return Optional.ofNullable(attributes.get(attribute)).map(Attribute::value);
    }

    /** Where an attribute stands; the element if the attribute is absent. */
    Location locationOf(String attribute) {
        Attribute found = attributes.get(attribute);
        return found == null ? location : found.location();
    }

    /** The child elements with a name. */
    Stream<XmlElement> children(String childName) {
        return children.stream().filter(child -> child.name.equals(childName));
    }

    /** The first child element with a name, if there is one. */
    Optional<XmlElement> child(String childName) {
        return children(childName).findFirst();
    }

    /** The child element with a name that the schema requires. */
    XmlElement requiredChild(String childName) {
        return child(childName)
                .orElseThrow(() -> new IllegalStateException("the schema lets " + name + " have no " + childName));
    }
}
