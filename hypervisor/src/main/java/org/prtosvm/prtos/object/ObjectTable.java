// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.object;

import java.util.Map;
import org.prtosvm.abi.ObjectDescriptor;
import org.prtosvm.abi.PrtosStatus;

/** Finds the object class that a descriptor names. Source: ABI 05-objects, 1. */
public final class ObjectTable implements KernelObject {
    private static final KernelObject WITHOUT_OPERATIONS = new KernelObject() {};

    private static final KernelObject OUT_OF_RANGE = new KernelObject() {
        @Override
        public int read(ObjectCaller caller, int descriptor, int buffer, int size, int flags) {
            return PrtosStatus.INVALID_PARAM;
        }

        @Override
        public int write(ObjectCaller caller, int descriptor, int buffer, int size, int flags) {
            return PrtosStatus.INVALID_PARAM;
        }

        @Override
        public int seek(ObjectCaller caller, int descriptor, int offset, int whence) {
            return PrtosStatus.INVALID_PARAM;
        }

        @Override
        public int control(ObjectCaller caller, int descriptor, int command, int argument) {
            return PrtosStatus.INVALID_PARAM;
        }
    };

    private final KernelObject[] classes = new KernelObject[ObjectDescriptor.CLASS_COUNT];

    /**
     * Makes a table.
     *
     * @param objects implementations by class number; classes that are absent have no operations
     */
    public ObjectTable(Map<Integer, KernelObject> objects) {
        for (int number = 0; number < classes.length; number++) {
            classes[number] = objects.getOrDefault(number, WITHOUT_OPERATIONS);
        }
    }

    private KernelObject named(int descriptor) {
        int number = ObjectDescriptor.objectClass(descriptor);
        return number < classes.length ? classes[number] : OUT_OF_RANGE;
    }

    @Override
    public int read(ObjectCaller caller, int descriptor, int buffer, int size, int flags) {
        return named(descriptor).read(caller, descriptor, buffer, size, flags);
    }

    @Override
    public int write(ObjectCaller caller, int descriptor, int buffer, int size, int flags) {
        return named(descriptor).write(caller, descriptor, buffer, size, flags);
    }

    @Override
    public int seek(ObjectCaller caller, int descriptor, int offset, int whence) {
        return named(descriptor).seek(caller, descriptor, offset, whence);
    }

    @Override
    public int control(ObjectCaller caller, int descriptor, int command, int argument) {
        return named(descriptor).control(caller, descriptor, command, argument);
    }
}
