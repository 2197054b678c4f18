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
     * Hands translated code its share of the budget.
     *
     * @param cpu processor without fuel
     */
    public static void giveFuel(CpuState cpu) {
        int fuel = Math.clamp(cpu.budget, -MAXIMUM_FUEL, MAXIMUM_FUEL);
        cpu.fuel = fuel;
        cpu.budget -= fuel;
    }

    /**
     * Takes back what translated code did not spend: the budget is whole again.
     *
     * @param cpu processor
     */
    public static void takeFuel(CpuState cpu) {
        cpu.budget += cpu.fuel;
        cpu.fuel = 0;
    }

    /**
     * Leaves a region at one of its sites, after registers, flags and budget were written back.
     *
     * @param cpu processor
     * @param translation translation that is left
     * @param site number of the site
     * @return EIP at which execution continues
     */
    public static int leave(CpuState cpu, Translation translation, int site) {
        return translation.leave(cpu, site);
    }

    /**
     * Executes one instruction by the closure that the interpreter uses.
     *
     * @param cpu processor, all state written back
     * @param translation calling translation
     * @param operation number of the operation within the translation
     * @param site site to leave at if the instruction faults; the following number if it invalidates code or
     *     changes the mapping
     * @return a negative number to go on, else the site to leave at
     */
    public static int shared(CpuState cpu, Translation translation, int operation, int site) {
        AddressSpace space = translation.space;
        int epoch = space.invalidations();
        int generation = cpu.mappingGeneration;
        takeFuel(cpu);
        try {
            translation.operation(operation).execute(cpu);
        } catch (GuestFault fault) {
            return site;
        } finally {
            giveFuel(cpu);
        }
        return space.invalidations() == epoch && cpu.mappingGeneration == generation ? -1 : site + 1;
    }

    /**
     * Calls the translation of an address that is only known now.
     *
     * @param cpu processor, all state written back
     * @param translation calling translation
     * @param target EIP that is called
     * @return EIP at which execution continues; the target itself if it is not translated
     */
    public static int callIndirect(CpuState cpu, Translation translation, int target) {
        TranslatedCode code = translation.space.lookup(target);
        return code == null ? target : code.execute(cpu);
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
