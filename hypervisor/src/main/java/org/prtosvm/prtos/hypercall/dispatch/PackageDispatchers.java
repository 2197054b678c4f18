// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall.dispatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.prtosvm.prtos.hypercall.Hypercall;
import org.prtosvm.prtos.hypercall.HypercallTable;

/** Build step: generates the dispatchers of all compiled handlers, so that nothing has to be generated when the product starts. */
public final class PackageDispatchers {
    private static final String CLASS_SUFFIX = ".class";

    private PackageDispatchers() {}

    /**
     * Adds the dispatchers to compiled classes.
     *
     * @param arguments root folder of the class files, and name of the type of callers
     * @throws IOException if class files cannot be read or written
     * @throws ClassNotFoundException if the class files are not on the class path
     */
    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        Path classes = Path.of(arguments[0]);
        Class<?> callerType = Class.forName(arguments[1]);
        DispatcherClassFile.write(HypercallTable.ofTypes(callerType, handlerTypes(classes)), classes);
    }

    /** The classes in a folder that have methods marked {@link Hypercall}. */
    static List<Class<?>> handlerTypes(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().endsWith(CLASS_SUFFIX))
                    .sorted()
                    .<Class<?>>map(file -> load(classes.relativize(file).toString()))
                    .filter(PackageDispatchers::isHandler)
                    .toList();
        }
    }

    private static Class<?> load(String classFile) {
        String name = classFile
                .substring(0, classFile.length() - CLASS_SUFFIX.length())
                .replace('/', '.')
                .replace('\\', '.');
        try {
            return Class.forName(name, false, PackageDispatchers.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("class file " + classFile + " is not on the class path", e);
        }
    }

    private static boolean isHandler(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).anyMatch(method -> method.isAnnotationPresent(Hypercall.class));
    }
}
