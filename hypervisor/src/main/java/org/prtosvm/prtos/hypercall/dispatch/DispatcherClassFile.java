// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall.dispatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.modifier.FieldManifestation;
import net.bytebuddy.description.modifier.Ownership;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.FieldAccessor;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.matcher.ElementMatchers;
import org.prtosvm.prtos.hypercall.HypercallDispatcher;
import org.prtosvm.prtos.hypercall.HypercallTable;

/**
 * Generates the class files of dispatchers: a switch over all hypercalls with direct calls of the handlers, so that the JVM sees ordinary
 * code. Tracing is part of a class or absent from it; a dispatcher without tracing does not test for it.
 */
public final class DispatcherClassFile {
    private DispatcherClassFile() {}

    /**
     * Writes the dispatchers of a table, plain and tracing, for {@link DispatcherBuilder} to find on the class path.
     *
     * @param table handlers of all calls
     * @param classes root folder of class files
     * @throws IOException if they cannot be written
     */
    public static void write(HypercallTable<?> table, Path classes) throws IOException {
        for (boolean tracing : new boolean[] {false, true}) {
            String name = DispatcherBuilder.className(tracing);
            Path file = classes.resolve(name.replace('.', '/') + ".class");
            Files.createDirectories(file.resolveSibling("."));
            Files.write(file, generate(table, tracing));
        }
    }

    /**
     * Generates a dispatcher.
     *
     * @param table handlers of all calls
     * @param tracing whether calls are reported
     * @return the class file
     */
    static byte[] generate(HypercallTable<?> table, boolean tracing) {
        DispatcherFields fields = new DispatcherFields(table, tracing);
        Implementation body = new Implementation.Simple(new DispatchMethod(table, fields));
        Implementation dispatch = tracing ? Advice.to(TracingAdvice.class).wrap(body) : body;
        DynamicType.Builder<?> type = new ByteBuddy()
                .subclass(HypercallDispatcher.class, ConstructorStrategy.Default.NO_CONSTRUCTORS)
                .name(DispatcherBuilder.className(tracing))
                .defineField(
                        DispatcherBuilder.FINGERPRINT,
                        int.class,
                        Visibility.PUBLIC,
                        Ownership.STATIC,
                        FieldManifestation.FINAL)
                .value(table.fingerprint())
                .method(ElementMatchers.named("dispatch"))
                .intercept(dispatch);
        try (DynamicType.Unloaded<?> made = withFields(type, fields).make()) {
            return made.getBytes();
        }
    }

    private static DynamicType.Builder<?> withFields(DynamicType.Builder<?> type, DispatcherFields fields) {
        DynamicType.Builder<?> builder = type;
        Implementation.Composable constructor =
                MethodCall.invoke(HypercallDispatcher.class.getDeclaredConstructors()[0]);
        for (int i = 0; i < fields.names().size(); i++) {
            String name = fields.names().get(i);
            builder = builder.defineField(name, fields.types().get(i), Visibility.PRIVATE, FieldManifestation.FINAL);
            constructor = constructor.andThen(FieldAccessor.ofField(name).setsArgumentAt(i));
        }
        return builder.defineConstructor(Visibility.PUBLIC)
                .withParameters(fields.types())
                .intercept(constructor);
    }
}
