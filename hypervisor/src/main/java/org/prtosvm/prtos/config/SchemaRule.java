// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an element may look like.
 *
 * @param name its name
 * @param attributes attributes that it may have
 * @param order how its children are ordered
 * @param children elements that it may contain
 */
record SchemaRule(String name, List<Attribute> attributes, Order order, List<Child> children) {
    /** How the children of an element are ordered. */
    enum Order {
        /** As they are listed. */
        SEQUENCE,
        /** In any order. */
        ANY
    }

    /**
     * An attribute.
     *
     * @param name its name
     * @param type texts that it takes
     * @param required whether it has to be there
     * @param defaultValue value of an absent attribute, or null if there is none
     */
    record Attribute(
            String name,
            LexicalType type,
            boolean required,
            @Nullable String defaultValue) {}

    /**
     * A child element.
     *
     * @param rule what it looks like
     * @param min how often it has to be there
     * @param max how often it may be there
     */
    record Child(SchemaRule rule, int min, int max) {}

    /** An attribute that has to be there. */
    static Attribute required(String name, LexicalType type) {
        return new Attribute(name, type, true, null);
    }

    /** An attribute that may be absent. */
    static Attribute optional(String name, LexicalType type) {
        return new Attribute(name, type, false, null);
    }

    /** An attribute with a default. */
    static Attribute defaulted(String name, LexicalType type, String value) {
        return new Attribute(name, type, false, value);
    }

    /** A child that is there once. */
    static Child one(SchemaRule rule) {
        return new Child(rule, 1, 1);
    }

    /** A child that is there at most once. */
    static Child atMostOne(SchemaRule rule) {
        return new Child(rule, 0, 1);
    }

    /** A child that is there at least once. */
    static Child some(SchemaRule rule) {
        return new Child(rule, 1, Integer.MAX_VALUE);
    }

    /** A child that is there any number of times. */
    static Child many(SchemaRule rule) {
        return new Child(rule, 0, Integer.MAX_VALUE);
    }

    /** An element without children. */
    static SchemaRule leaf(String name, Attribute... attributes) {
        return new SchemaRule(name, List.of(attributes), Order.ANY, List.of());
    }

    /** An element with children in any order. */
    static SchemaRule anyOrder(String name, List<Attribute> attributes, Child... children) {
        return new SchemaRule(name, attributes, Order.ANY, List.of(children));
    }

    /** An element with children in the order given. */
    static SchemaRule sequence(String name, List<Attribute> attributes, Child... children) {
        return new SchemaRule(name, attributes, Order.SEQUENCE, List.of(children));
    }
}
