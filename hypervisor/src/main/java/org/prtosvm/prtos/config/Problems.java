// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Collects problems, and knows where the parts of a configuration come from. Parts are told apart by identity, so that equal records of
 * different places keep their own location.
 */
final class Problems {
    private final Location file;
    private final IdentityHashMap<Object, Location> origins = new IdentityHashMap<>();
    private final List<ConfigurationProblem> found = new ArrayList<>();

    /**
     * Makes an empty collection.
     *
     * @param file location of everything that has no more precise one
     */
    Problems(Location file) {
        this.file = file;
    }

    /** Remembers where a part comes from and returns it. */
    <T> T place(T part, Location location) {
        origins.put(part, location);
        return part;
    }

    /** Where a part comes from. */
    Location locationOf(Object part) {
        return origins.getOrDefault(part, file);
    }

    /** The words that point from one problem to a second place; nothing if that place has no line. */
    String seeAlso(Object part) {
        int line = locationOf(part).line();
        return line == 0 ? "" : " (line " + line + ")";
    }

    /** Adds a problem of a part. */
    void add(ConfigurationProblem.Kind kind, Object part, String text, Object... arguments) {
        addAt(kind, locationOf(part), text, arguments);
    }

    /** Adds a problem at a location. */
    @SuppressWarnings("AnnotateFormatMethod")
    void addAt(ConfigurationProblem.Kind kind, Location location, String text, Object... arguments) {
        found.add(new ConfigurationProblem(kind, location, text.formatted(arguments)));
    }

    /** What has been found so far. */
    List<ConfigurationProblem> found() {
        return List.copyOf(found);
    }

    /** Refuses the configuration if there are problems. */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigurationException(found);
        }
    }
}
