// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.HypercallNumber;

/**
 * The implementation of every hypercall, collected from the methods of handler classes that are marked with {@link Hypercall}. Complete
 * and checked when it exists.
 *
 * @param <C> type of the caller, a vCPU
 */
public final class HypercallTable<C> {
    /** Most argument registers of a call: EBX, ECX, EDX, ESI, EDI. */
    public static final int MAX_ARGUMENTS = 5;

    private final Class<C> callerType;
    private final List<?> handlers;
    private final List<Entry> entries;

    /**
     * The implementation of one hypercall.
     *
     * @param handlerType class with the method
     * @param method the method
     * @param definition its annotation
     */
    public record Entry(Class<?> handlerType, Method method, Hypercall definition) {
        /**
         * The number of argument registers that the method takes.
         *
         * @return 0 to {@link #MAX_ARGUMENTS}
         */
        public int registers() {
            return method.getParameterCount() - 1;
        }

        /**
         * Whether the call leaves EAX unchanged.
         *
         * @return true for a method without result
         */
        public boolean keepsEax() {
            return method.getReturnType() == void.class;
        }
    }

    private HypercallTable(Class<C> callerType, List<?> handlers, List<Entry> entries) {
        this.callerType = callerType;
        this.handlers = handlers;
        this.entries = entries;
    }

    /**
     * Collects the calls of handler objects.
     *
     * @param callerType type of the first parameter of every handler method
     * @param handlers objects with methods marked {@link Hypercall}
     * @param <C> type of the caller
     * @return the complete table
     * @throws IllegalArgumentException naming every call that is missing or there twice, and every method that cannot be called
     */
    public static <C> HypercallTable<C> of(Class<C> callerType, List<?> handlers) {
        List<Class<?>> types = new ArrayList<>();
        for (Object handler : handlers) {
            types.add(handler.getClass());
        }
        return new HypercallTable<>(callerType, List.copyOf(handlers), collect(callerType, types));
    }

    /**
     * Collects the calls of handler classes, for dispatchers that are generated before there are objects.
     *
     * @param callerType type of the first parameter of every handler method
     * @param handlerTypes classes with methods marked {@link Hypercall}
     * @param <C> type of the caller
     * @return the complete table, without handler objects
     * @throws IllegalArgumentException as {@link #of} does
     */
    public static <C> HypercallTable<C> ofTypes(Class<C> callerType, List<Class<?>> handlerTypes) {
        return new HypercallTable<>(callerType, List.of(), collect(callerType, handlerTypes));
    }

    private static List<Entry> collect(Class<?> callerType, List<Class<?>> handlerTypes) {
        List<String> problems = new ArrayList<>();
        @Nullable Entry[] byNumber = new @Nullable Entry[HypercallNumber.COUNT];
        for (Class<?> handlerType : handlerTypes) {
            collect(callerType, handlerType, byNumber, problems);
        }
        String missing = IntStream.range(0, byNumber.length)
                .filter(number -> byNumber[number] == null)
                .mapToObj(HypercallTable::describe)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            problems.add("hypercalls without a handler: " + missing);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : byNumber) {
            if (entry != null) {
                entries.add(entry);
            }
        }
        return List.copyOf(entries);
    }

    private static void collect(
            Class<?> callerType, Class<?> handlerType, @Nullable Entry[] byNumber, List<String> problems) {
        for (Method method : handlerType.getDeclaredMethods()) {
            Hypercall definition = method.getAnnotation(Hypercall.class);
            if (definition == null) {
                continue;
            }
            String problem = problemOf(callerType, method, definition);
            int number = definition.number();
            if (problem != null) {
                problems.add(method + ": " + problem);
            }
            if (number < 0 || number >= byNumber.length) {
                continue;
            }
            Entry other = byNumber[number];
            if (other != null) {
                problems.add(
                        method + ": hypercall " + describe(number) + " is implemented by " + other.method() + " too");
            }
            byNumber[number] = new Entry(handlerType, method, definition);
        }
    }

    private static @Nullable String problemOf(Class<?> callerType, Method method, Hypercall definition) {
        Class<?>[] parameters = method.getParameterTypes();
        if (definition.number() < 0 || definition.number() >= HypercallNumber.COUNT) {
            return "hypercall number " + definition.number() + " is not in 0.." + (HypercallNumber.COUNT - 1);
        }
        if (definition.arguments() < 0 || definition.arguments() > MAX_ARGUMENTS) {
            return "argument words " + definition.arguments() + " are not in 0.." + MAX_ARGUMENTS;
        }
        if (!Modifier.isPublic(method.getModifiers())
                || !Modifier.isPublic(method.getDeclaringClass().getModifiers())
                || Modifier.isStatic(method.getModifiers())) {
            return "a handler is a public instance method of a public class";
        }
        if (method.getReturnType() != int.class && method.getReturnType() != void.class) {
            return "a handler returns int or nothing";
        }
        if (parameters.length == 0 || parameters[0] != callerType) {
            return "the first parameter of a handler is of type " + callerType.getName();
        }
        if (parameters.length - 1 > MAX_ARGUMENTS
                || Arrays.stream(parameters).skip(1).anyMatch(type -> type != int.class)) {
            return "the further parameters of a handler are at most " + MAX_ARGUMENTS + " of type int";
        }
        return null;
    }

    private static String describe(int number) {
        return number + " " + HypercallNumber.nameOf(number);
    }

    /**
     * The type of the first parameter of every handler method.
     *
     * @return the type of the caller
     */
    public Class<C> callerType() {
        return callerType;
    }

    /**
     * The implementations of all calls.
     *
     * @return entries by number
     */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * The classes that implement calls.
     *
     * @return each once, in the order of the numbers of their first calls
     */
    public List<Class<?>> handlerTypes() {
        List<Class<?>> types = new ArrayList<>();
        for (Entry entry : entries) {
            if (!types.contains(entry.handlerType())) {
                types.add(entry.handlerType());
            }
        }
        return types;
    }

    /**
     * The object that implements the calls of a class.
     *
     * @param handlerType one of {@link #handlerTypes}
     * @return the object
     * @throws IllegalStateException if this table was made without objects
     */
    public Object handler(Class<?> handlerType) {
        for (Object handler : handlers) {
            if (handler.getClass() == handlerType) {
                return handler;
            }
        }
        throw new IllegalStateException("hypercall table without an object of " + handlerType);
    }

    /**
     * The argument words that an entry of a batch must have for each call. Source: ABI 02-hypercalls, 6.
     *
     * @return a new array, by number
     */
    public int[] batchArguments() {
        return entries.stream()
                .mapToInt(entry -> entry.definition().arguments())
                .toArray();
    }

    /**
     * A number that tells tables apart: a dispatcher that was generated from another table has another one.
     *
     * @return hash over calls, handlers and permissions; the same in every run
     */
    public int fingerprint() {
        int hash = callerType.getName().hashCode();
        for (Entry entry : entries) {
            hash = 31 * hash + entry.method().toGenericString().hashCode();
            hash = 31 * hash + entry.definition().permission().name().hashCode();
        }
        return hash;
    }
}
