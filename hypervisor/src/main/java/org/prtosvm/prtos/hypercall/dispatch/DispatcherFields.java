// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall.dispatch;

import java.util.ArrayList;
import java.util.List;
import org.prtosvm.prtos.hypercall.CallerRights;
import org.prtosvm.prtos.hypercall.HypercallEvents;
import org.prtosvm.prtos.hypercall.HypercallTable;

/** The fields of a generated dispatcher, in the order of the parameters of its constructor: handlers, rights and, with tracing, events. */
final class DispatcherFields {
    /** Name of the field with the {@link CallerRights}. */
    static final String RIGHTS = "rights";

    /** Name of the field with the {@link HypercallEvents}. */
    static final String EVENTS = "events";

    private final List<Class<?>> types = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    DispatcherFields(HypercallTable<?> table, boolean tracing) {
        for (Class<?> handlerType : table.handlerTypes()) {
            names.add("handler" + types.size());
            types.add(handlerType);
        }
        names.add(RIGHTS);
        types.add(CallerRights.class);
        if (tracing) {
            names.add(EVENTS);
            types.add(HypercallEvents.class);
        }
    }

    String nameOf(Class<?> handlerType) {
        return names.get(types.indexOf(handlerType));
    }

    List<Class<?>> types() {
        return types;
    }

    List<String> names() {
        return names;
    }
}
