package org.prtosvm.translator.cache;

import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.engine.Operation;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.translator.region.Region;

/**
 * What the engine knows about a translated region: its class, the exits that generated code can only name by number,
 * and whether it may still be entered. Generated code reaches its own object as class data.
 *
 * <p>Thread rule: filled by the thread that generates the class, then handed over once; from then on the guest thread's.
 */
public final class Translation {
    /** Misses after which what was learnt from them is worth a new translation. */
    private static final int MISSES_BEFORE_RETRANSLATION = 24;

    /** Region that was translated. */
    public final Region region;
    /** Address space whose intervals the code embeds. */
    public final AddressSpace space;
    /** Smallest budget with which the region may be entered: its longest path between two tests of the budget. */
    public final int minimumBudget;

    /** EIP per exit site. */
    private int[] siteEip = new int[0];
    /** Instructions of the block that were charged at its start but not executed, per exit site. */
    private int[] siteRefund = new int[0];
    /** Static kind of the flag recipe, or -1 if the kind is in the local, per exit site. */
    private int[] siteFlagKind = new int[0];
    /** True for the sites at which the stack frame was not where the code relies on it. */
    private boolean[] siteFrame = new boolean[0];
    /** Closures of the shared calls. */
    private Operation[] shared = new Operation[0];

    /** Misses since the translation was made: accesses outside the interval of their site. */
    private int misses;

    /** Linear and physical address of each page that the code lies in, alternating. */
    private final int[] codePages;
    /** Numbers of the physical grains that the code lies in. */
    private final int[] codeGrains;

    private boolean valid = true;
    private @Nullable TranslatedCode code;
    private @Nullable MethodHandle handle;
    /** Sites of other translations that lead here. */
    private final Set<LinkedCall> callers = new HashSet<>();
    /** Sites of this translation that lead elsewhere. */
    private final List<LinkedCall> calls = new ArrayList<>();

    private int byteLength;

    /**
     * Describes a region that is about to be translated.
     *
     * @param region region
     * @param space address space
     * @param codePages linear and physical address of each page that its code lies in, alternating
     * @param codeGrains number of each physical grain that its code lies in: physical address divided by the grain length
     */
    public Translation(Region region, AddressSpace space, int[] codePages, int[] codeGrains) {
        this.region = region;
        this.space = space;
        this.codePages = codePages;
        this.codeGrains = codeGrains;
        this.minimumBudget = region.instructionCount();
    }

    /**
     * Adds what the generated code names by number.
     *
     * @param eips EIP per exit site
     * @param refunds instructions to give back per exit site
     * @param flagKinds static flag kind or -1 per exit site
     * @param frames per exit site, true if it is left because the stack frame is not where the code relies on it
     * @param operations closures of the shared calls
     */
    public void describe(int[] eips, int[] refunds, int[] flagKinds, boolean[] frames, Operation[] operations) {
        siteEip = eips;
        siteRefund = refunds;
        siteFlagKind = flagKinds;
        siteFrame = frames;
        shared = operations;
    }

    /**
     * Closure of a shared call.
     *
     * @param number number of the shared call
     * @return its closure
     */
    public Operation operation(int number) {
        return shared[number];
    }

    /**
     * Completes the state of a processor that leaves at a site: unexecuted instructions of the block are given back, the
     * flag kind is set, and the engine learns that the instruction there has to be interpreted.
     *
     * @param cpu processor, registers and flags written back
     * @param site number of the site
     * @param fuel fuel that is left, instructions of the block not given back
     * @return result of the region
     */
    public long leave(CpuState cpu, int site, int fuel) {
        if (siteFlagKind[site] >= 0) {
            cpu.flagKind = siteFlagKind[site];
        }
        if (siteFrame[site]) {
            space.frameMissed(region.entryEip());
        }
        return TranslatedCode.result(space.left(this, fuel + siteRefund[site]), siteEip[site]);
    }

    /**
     * Hands over the finished class.
     *
     * @param newCode instance
     * @param newHandle static entry, type (CpuState)int
     * @param bytes length of the class file
     */
    public void defined(TranslatedCode newCode, MethodHandle newHandle, int bytes) {
        code = newCode;
        handle = newHandle;
        byteLength = bytes;
    }

    /** @return instance of the generated class, or null before it is defined */
    public @Nullable TranslatedCode code() {
        return code;
    }

    /** @return static entry of the generated class, or null before it is defined */
    public @Nullable MethodHandle handle() {
        return handle;
    }

    /** @return length of the class file in bytes */
    public int byteLength() {
        return byteLength;
    }

    /** @return true until the region was invalidated */
    public boolean valid() {
        return valid;
    }

    /** @return linear and physical address of each page that the code lies in, alternating; not to be changed */
    int[] codePages() {
        return codePages;
    }

    /** @return numbers of the physical grains that the code lies in; not to be changed */
    public int[] codeGrains() {
        return codeGrains;
    }

    /** Marks the region as stale, unlinks every call site that leads to it and forgets those that lead elsewhere. */
    void invalidate() {
        valid = false;
        callers.forEach(LinkedCall::unlink);
        callers.clear();
        calls.forEach(LinkedCall::abandon);
        calls.clear();
    }

    /**
     * Registers a call site that leads here.
     *
     * @param caller site to unlink on invalidation
     */
    void addCaller(LinkedCall caller) {
        callers.add(caller);
    }

    /**
     * Forgets a call site that led here.
     *
     * @param caller site of a translation that is gone
     */
    void removeCaller(LinkedCall caller) {
        callers.remove(caller);
    }

    /**
     * Registers a call site of this translation.
     *
     * @param call site
     */
    void addCall(LinkedCall call) {
        calls.add(call);
    }

    /**
     * Counts a miss and tells whether the region should be translated anew with what was learnt: once per translation,
     * and not again and again for the same entry.
     *
     * @return true if the next translation is due
     */
    public boolean missedOften() {
        return ++misses == MISSES_BEFORE_RETRANSLATION && space.mayRetranslate(region.entryEip());
    }
}
