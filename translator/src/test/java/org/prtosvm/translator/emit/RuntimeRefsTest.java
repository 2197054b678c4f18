package org.prtosvm.translator.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Handle;
import org.prtosvm.cpu.flags.LazyFlags;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.translator.cache.TranslatedCode;
import org.prtosvm.translator.cache.Translation;
import org.prtosvm.translator.runtime.TranslatedRuntime;

/** A rename of anything that generated code calls by name fails here and not in the middle of a run. */
class RuntimeRefsTest {
    private static String internalName(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    private static void resolves(Class<?> owner, String name, String descriptor) {
        MethodType type = MethodType.fromMethodDescriptorString(descriptor, RuntimeRefsTest.class.getClassLoader());
        Method method = Arrays.stream(owner.getMethods())
                .filter(m -> m.getName().equals(name))
                .filter(m -> MethodType.methodType(m.getReturnType(), m.getParameterTypes())
                        .equals(type))
                .findFirst()
                .orElse(null);
        assertNotNull(method, owner.getSimpleName() + "." + name + descriptor);
    }

    @Test
    void shouldNameTheRightClasses() {
        assertEquals(internalName(CpuState.class), RuntimeRefs.CPU);
        assertEquals(internalName(GuestMemory.class), RuntimeRefs.MEMORY);
        assertEquals(internalName(LazyFlags.class), RuntimeRefs.FLAGS);
        assertEquals(internalName(TranslatedRuntime.class), RuntimeRefs.RUNTIME);
        assertEquals(internalName(TranslatedCode.class), RuntimeRefs.CODE);
        assertEquals(internalName(Translation.class), RuntimeRefs.TRANSLATION);
    }

    @Test
    void shouldResolveEveryCall() {
        resolves(TranslatedRuntime.class, "leave", RuntimeRefs.LEAVE_DESCRIPTOR);
        resolves(TranslatedRuntime.class, "shared", RuntimeRefs.SHARED_DESCRIPTOR);
        resolves(TranslatedRuntime.class, "callIndirect", RuntimeRefs.CALL_INDIRECT_DESCRIPTOR);
        resolves(TranslatedRuntime.class, "delta", RuntimeRefs.DELTA_DESCRIPTOR);
        resolves(TranslatedCode.class, "execute", RuntimeRefs.REGION_DESCRIPTOR);
        resolves(LazyFlags.class, "carry", "(IIII)I");
        resolves(LazyFlags.class, "bits", "(IIII)I");
        resolves(LazyFlags.class, "condition", "(IIIII)Z");
        resolves(GuestMemory.class, "getByte", "(J)B");
        resolves(GuestMemory.class, "getShort", "(J)S");
        resolves(GuestMemory.class, "getInt", "(J)I");
        resolves(GuestMemory.class, "putByte", "(JB)V");
        resolves(GuestMemory.class, "putShort", "(JS)V");
        resolves(GuestMemory.class, "putInt", "(JI)V");
    }

    @Test
    void shouldResolveEveryBootstrap() {
        for (Handle handle : new Handle[] {
            RuntimeRefs.LINK_CALL,
            RuntimeRefs.READ_TABLE.getBootstrapMethod(),
            RuntimeRefs.WRITE_TABLE.getBootstrapMethod()
        }) {
            resolves(TranslatedRuntime.class, handle.getName(), handle.getDesc());
        }
    }

    @Test
    void shouldFindEveryField() throws NoSuchFieldException {
        for (String field : new String[] {"flagKind", "flagA", "flagB", "flagResult", "systemFlags"}) {
            assertEquals(int.class, CpuState.class.getField(field).getType(), field);
        }
        assertEquals(long.class, CpuState.class.getField("budget").getType());
        assertEquals(int[].class, CpuState.class.getField("gpr").getType());
    }
}
