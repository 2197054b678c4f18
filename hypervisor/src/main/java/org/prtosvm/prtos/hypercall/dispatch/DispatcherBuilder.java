// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall.dispatch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prtosvm.prtos.hypercall.CallerRights;
import org.prtosvm.prtos.hypercall.HypercallDispatcher;
import org.prtosvm.prtos.hypercall.HypercallEvents;
import org.prtosvm.prtos.hypercall.HypercallTable;

/**
 * Makes dispatchers. Their classes are generated when the product is packaged; where there is none, or one of another table, a hidden
 * class is generated on the spot, which costs about 0.2 s of processor time for the first one.
 *
 * <p>Handler classes are loaded by the class loader of this class.
 */
public final class DispatcherBuilder {
    /** Name of the static field of a generated class that holds {@link HypercallTable#fingerprint}. */
    static final String FINGERPRINT = "FINGERPRINT";

    private DispatcherBuilder() {}

    /**
     * Makes a dispatcher.
     *
     * @param table handlers of all calls
     * @param rights tells whether a caller may make the calls that are marked for system partitions
     * @param <C> type of the caller
     * @return the dispatcher
     */
    public static <C> HypercallDispatcher<C> build(HypercallTable<C> table, CallerRights<C> rights) {
        return instantiate(table, rights, null);
    }

    /**
     * Makes a dispatcher that reports every call.
     *
     * @param table handlers of all calls
     * @param rights tells whether a caller may make the calls that are marked for system partitions
     * @param events told about every call before and after it
     * @param <C> type of the caller
     * @return the dispatcher
     */
    public static <C> HypercallDispatcher<C> buildTracing(
            HypercallTable<C> table, CallerRights<C> rights, HypercallEvents<C> events) {
        return instantiate(table, rights, events);
    }

    static String className(boolean tracing) {
        return DispatcherBuilder.class.getPackageName()
                + (tracing ? ".GeneratedTracingDispatcher" : ".GeneratedDispatcher");
    }

    @SuppressWarnings("unchecked")
    private static <C> HypercallDispatcher<C> instantiate(
            HypercallTable<C> table, CallerRights<C> rights, @Nullable HypercallEvents<C> events) {
        boolean tracing = events != null;
        List<Object> arguments = new ArrayList<>();
        for (Class<?> type : table.handlerTypes()) {
            arguments.add(table.handler(type));
        }
        arguments.add(rights);
        if (events != null) {
            arguments.add(events);
        }
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Class<?> type = packaged(lookup, table.fingerprint(), tracing);
            if (type == null) {
                byte[] classFile = DispatcherClassFile.generate(table, tracing);
                type = lookup.defineHiddenClass(classFile, true).lookupClass();
            }
            MethodType constructor = MethodType.methodType(void.class, new DispatcherFields(table, tracing).types());
            return (HypercallDispatcher<C>)
                    lookup.findConstructor(type, constructor).invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("hypercall dispatcher could not be made", e);
        }
    }

    private static @Nullable Class<?> packaged(MethodHandles.Lookup lookup, int fingerprint, boolean tracing)
            throws IllegalAccessException, NoSuchFieldException {
        try {
            Class<?> type = lookup.findClass(className(tracing));
            int found = (int)
                    lookup.findStaticVarHandle(type, FINGERPRINT, int.class).get();
            return found == fingerprint ? type : null;
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
