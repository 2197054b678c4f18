package org.prtosvm.translator.cache;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.state.CpuState;

/**
 * A direct guest CALL as a JVM call site. It leads to the translation of its target once there is one, else back to the
 * caller with the target as EIP, so that the dispatcher takes over.
 *
 * <p>Each change of a constant site throws away the compiled code of everything it was inlined into. Therefore a site
 * is linked at most {@value #MAXIMUM_LINKS} times; after that it looks its target up at each call.
 */
public final class LinkedCall extends MutableCallSite {
    /** Times a site may be linked before it stays generic. */
    static final int MAXIMUM_LINKS = 4;

    /** Type of the static entry of a region and of every call between regions. */
    public static final MethodType TYPE = MethodType.methodType(long.class, CpuState.class, int.class, int.class);

    private static final MethodHandle RESOLVE;

    static {
        try {
            RESOLVE = MethodHandles.lookup().findVirtual(LinkedCall.class, "resolve", TYPE);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Translation owner;
    private final int target;
    private final MethodHandle unlinked;
    private @Nullable Translation callee;
    private int links;

    /**
     * Creates an unlinked site.
     *
     * @param owner translation that calls
     * @param target EIP that is called
     */
    public LinkedCall(Translation owner, int target) {
        super(TYPE);
        this.owner = owner;
        this.target = target;
        this.unlinked = RESOLVE.bindTo(this);
        setTarget(unlinked);
    }

    /** Makes the site lead to the dispatcher again: its target is gone. */
    void unlink() {
        callee = null;
        setTarget(unlinked);
    }

    /** The translation that calls is gone: its callee need not know it any more. */
    void abandon() {
        if (callee != null) {
            callee.removeCaller(this);
            callee = null;
        }
    }

    /** What an unlinked site calls; found by its name. */
    @SuppressWarnings("UnusedMethod")
    private long resolve(CpuState cpu, int fuel, int depth) {
        Translation translation = owner.space.find(target);
        if (translation == null) {
            return TranslatedCode.result(fuel, target);
        }
        TranslatedCode code = translation.code();
        MethodHandle handle = translation.handle();
        if (code == null || handle == null) {
            return TranslatedCode.result(fuel, target);
        }
        if (links < MAXIMUM_LINKS && owner.valid()) {
            if (links++ == 0) {
                owner.addCall(this);
            }
            callee = translation;
            translation.addCaller(this);
            setTarget(handle);
        }
        return code.execute(cpu, fuel, depth);
    }
}
