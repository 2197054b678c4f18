package org.prtosvm.translator.emit;

import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Every name that generated code uses: the one place to look when something it calls is renamed. A test resolves all of
 * them.
 */
final class RuntimeRefs {
    static final String CPU = "org/prtosvm/cpu/state/CpuState";
    static final String CPU_DESCRIPTOR = "Lorg/prtosvm/cpu/state/CpuState;";
    static final String MEMORY = "org/prtosvm/cpu/memory/GuestMemory";
    static final String FLAGS = "org/prtosvm/cpu/flags/LazyFlags";
    static final String RUNTIME = "org/prtosvm/translator/runtime/TranslatedRuntime";
    static final String CODE = "org/prtosvm/translator/cache/TranslatedCode";
    static final String TRANSLATION = "org/prtosvm/translator/cache/Translation";
    static final String TRANSLATION_DESCRIPTOR = "Lorg/prtosvm/translator/cache/Translation;";

    /** Type of the static entry of a region and of every call between regions. */
    static final String REGION_DESCRIPTOR = "(" + CPU_DESCRIPTOR + "II)J";

    static final String LEAVE_DESCRIPTOR = "(" + CPU_DESCRIPTOR + TRANSLATION_DESCRIPTOR + "II)J";
    static final String SHARED_DESCRIPTOR = "(" + CPU_DESCRIPTOR + TRANSLATION_DESCRIPTOR + "III)J";
    static final String CALL_INDIRECT_DESCRIPTOR = "(" + CPU_DESCRIPTOR + TRANSLATION_DESCRIPTOR + "III)J";
    static final String DELTA_DESCRIPTOR = "([[JII)J";

    private static final Handle CLASS_DATA = new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/invoke/MethodHandles",
            "classData",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;",
            false);

    /** The translation object of the class itself. */
    static final ConstantDynamic SELF = new ConstantDynamic("_", TRANSLATION_DESCRIPTOR, CLASS_DATA);

    /** The read table of the address space. */
    static final ConstantDynamic READ_TABLE = table("readTable");

    /** The write table of the address space. */
    static final ConstantDynamic WRITE_TABLE = table("writeTable");

    /** Bootstrap of a direct call; static argument: the called EIP. */
    static final Handle LINK_CALL = new Handle(
            Opcodes.H_INVOKESTATIC,
            RUNTIME,
            "linkCall",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;I)"
                    + "Ljava/lang/invoke/CallSite;",
            false);

    private RuntimeRefs() {}

    private static ConstantDynamic table(String name) {
        Handle bootstrap = new Handle(
                Opcodes.H_INVOKESTATIC,
                RUNTIME,
                name,
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)[[J",
                false);
        return new ConstantDynamic("_", Type.getDescriptor(long[][].class), bootstrap);
    }
}
