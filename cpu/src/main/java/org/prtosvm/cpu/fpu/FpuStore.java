package org.prtosvm.cpu.fpu;

import org.prtosvm.cpu.state.FpuState;

/**
 * A store of ST(0) to memory in two halves: the conversion, which changes nothing, and {@link #commit} after the caller
 * has written the bytes, so that a page fault finds the unit unchanged.
 *
 * <p>Source: Intel SDM vol. 2, FST/FSTP, FIST/FISTP, FBSTP.
 */
public final class FpuStore {
    private static final long INDEFINITE_DECIMAL = 0xC000_0000_0000_0000L;

    private final FpuContext context;
    private final boolean empty;
    private long low;
    private int high;

    private FpuStore(FpuState fpu) {
        context = new FpuContext(fpu);
        empty = FpuStack.isEmpty(fpu, 0);
        if (empty) {
            context.underflowingStack();
        }
    }

    private Extended value() {
        return empty ? Extended.INDEFINITE : FpuStack.get(context.fpu, 0);
    }

    /**
     * FST and FSTP m32.
     *
     * @param fpu unit
     * @return store of 4 bytes
     */
    public static FpuStore single(FpuState fpu) {
        FpuStore store = new FpuStore(fpu);
        store.low = Conversion.toSingle(store.context, store.value());
        return store;
    }

    /**
     * FST and FSTP m64.
     *
     * @param fpu unit
     * @return store of 8 bytes
     */
    public static FpuStore dbl(FpuState fpu) {
        FpuStore store = new FpuStore(fpu);
        store.low = Conversion.toDouble(store.context, store.value());
        return store;
    }

    /**
     * FSTP m80.
     *
     * @param fpu unit
     * @return store of 10 bytes
     */
    public static FpuStore extended(FpuState fpu) {
        FpuStore store = new FpuStore(fpu);
        store.low = store.value().significand();
        store.high = store.value().signExponent();
        return store;
    }

    /**
     * FIST and FISTP.
     *
     * @param fpu unit
     * @param bits 16, 32 or 64
     * @return store of that many bits
     */
    public static FpuStore integer(FpuState fpu, int bits) {
        FpuStore store = new FpuStore(fpu);
        store.low = Conversion.toInteger(store.context, store.value(), bits);
        return store;
    }

    /**
     * FBSTP.
     *
     * @param fpu unit
     * @return store of 10 bytes
     */
    public static FpuStore decimal(FpuState fpu) {
        FpuStore store = new FpuStore(fpu);
        Extended value = store.value();
        long magnitude = Conversion.toDecimal(store.context, value);
        if (magnitude < 0) {
            store.low = INDEFINITE_DECIMAL;
            store.high = 0xFFFF;
        } else {
            store.low = Conversion.decimalLow(magnitude);
            store.high = Conversion.decimalHigh(magnitude) | value.sign();
        }
        return store;
    }

    /** @return false if an unmasked exception forbids to write memory (and to pop) */
    public boolean writes() {
        return !context.stoppedInMemory();
    }

    /** @return bytes 0..7 of the result, those beyond its size meaningless */
    public long low() {
        return low;
    }

    /** @return bytes 8 and 9 of a ten-byte result */
    public int high() {
        return high;
    }

    /**
     * Updates the status word and the stack.
     *
     * @param pop true for the instructions that pop
     */
    public void commit(boolean pop) {
        if (pop && writes()) {
            FpuStack.pop(context.fpu);
        }
        context.commit();
    }
}
