package org.prtosvm.translator.runtime;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.prtosvm.cpu.fault.GuestFault;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.translator.cache.AddressSpace;
import org.prtosvm.translator.cache.LinkedCall;
import org.prtosvm.translator.cache.TranslatedCode;
import org.prtosvm.translator.cache.Translation;

/**
 * What generated code calls. Every method is static, small and free of allocation; names and descriptors are repeated
 * in {@code RuntimeRefs}, and a test resolves them.
 */
public final class TranslatedRuntime {
    /**
     * Guest calls that may nest as JVM calls; past the limit the nest unwinds to the dispatcher. A frame that HotSpot
     * interprets takes about 600 bytes with its linkage, so that the nest fits a default thread stack of 1 MiB.
     */
    public static final int MAXIMUM_NESTING = 1000;

    /** Instructions that translated code may execute before the dispatcher looks again. */
    private static final int MAXIMUM_FUEL = 1 << 30;

    private TranslatedRuntime() {}

    /**
     * Takes the share of the budget that translated code may spend.
     *
     * @param cpu processor
     * @return fuel; the budget is smaller by so much
     */
    public static int takeFuel(CpuState cpu) {
        int fuel = Math.clamp(cpu.budget, -MAXIMUM_FUEL, MAXIMUM_FUEL);
        cpu.budget -= fuel;
        return fuel;
    }

    /**
     * Leaves a region at one of its sites, after registers and flags were written back.
     *
     * @param cpu processor
     * @param translation translation that is left
     * @param site number of the site
     * @param fuel fuel that is left
     * @return result of the region
     */
    public static long leave(CpuState cpu, Translation translation, int site, int fuel) {
        return translation.leave(cpu, site, fuel);
    }

    /**
     * Executes one instruction by the closure that the interpreter uses.
     *
     * @param cpu processor, all state written back
     * @param translation calling translation
     * @param operation number of the operation within the translation
     * @param site site to leave at if the instruction faults; the following number if it invalidates code or
     *     changes the mapping
     * @param fuel fuel that is left
     * @return new fuel, and in the lower half a negative number to go on, else the site to leave at
     */
    public static long shared(CpuState cpu, Translation translation, int operation, int site, int fuel) {
        AddressSpace space = translation.space;
        int epoch = space.invalidations();
        int generation = cpu.mappingGeneration;
        cpu.budget += fuel;
        int next;
        try {
            translation.operation(operation).execute(cpu);
            next = space.invalidations() == epoch && cpu.mappingGeneration == generation ? -1 : site + 1;
        } catch (GuestFault fault) {
            next = site;
        }
        return TranslatedCode.result(takeFuel(cpu), next);
    }

    /**
     * Calls the translation of an address that is only known now.
     *
     * @param cpu processor, all state written back
     * @param translation calling translation
     * @param target EIP that is called
     * @param fuel fuel that is left
     * @param depth calls that are nested
     * @return result of the called region; the target itself if it is not translated
     */
    public static long callIndirect(CpuState cpu, Translation translation, int target, int fuel, int depth) {
        TranslatedCode code = translation.space.lookup(target);
        return code == null ? TranslatedCode.result(fuel, target) : code.execute(cpu, fuel, depth);
    }

    /**
     * Looks a page up in a table of the address space.
     *
     * @param chunks table
     * @param linear linear address
     * @param size bytes accessed
     * @return host address minus linear address, or 0 if the access must leave the region
     */
    public static long delta(long[][] chunks, int linear, int size) {
        return (linear & 4095) > 4096 - size ? 0 : chunks[linear >>> 22][(linear >>> 12) & 1023];
    }

    /**
     * Bootstrap of a direct call.
     *
     * @param lookup lookup of the generated class
     * @param name unused
     * @param type (CpuState)int
     * @param target EIP that is called
     * @return call site
     * @throws IllegalAccessException never for generated classes
     */
    public static CallSite linkCall(MethodHandles.Lookup lookup, String name, MethodType type, int target)
            throws IllegalAccessException {
        Translation self = MethodHandles.classData(lookup, "_", Translation.class);
        return new LinkedCall(self, target);
    }

    /**
     * Bootstrap of the constant for the read table.
     *
     * @param lookup lookup of the generated class
     * @param name unused
     * @param type long[][]
     * @return chunks
     * @throws IllegalAccessException never for generated classes
     */
    public static long[][] readTable(MethodHandles.Lookup lookup, String name, Class<?> type)
            throws IllegalAccessException {
        return MethodHandles.classData(lookup, "_", Translation.class).space.readTable();
    }

    /**
     * Bootstrap of the constant for the write table.
     *
     * @param lookup lookup of the generated class
     * @param name unused
     * @param type long[][]
     * @return chunks
     * @throws IllegalAccessException never for generated classes
     */
    public static long[][] writeTable(MethodHandles.Lookup lookup, String name, Class<?> type)
            throws IllegalAccessException {
        return MethodHandles.classData(lookup, "_", Translation.class).space.writeTable();
    }
}
