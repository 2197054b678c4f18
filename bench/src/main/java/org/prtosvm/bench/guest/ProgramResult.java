package org.prtosvm.bench.guest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Samples of one program, by variant; sample i of all variants was taken in the same round. */
final class ProgramResult {
    private final GuestProgram program;
    private final Map<Variant, List<Sample>> samples = new EnumMap<>(Variant.class);

    ProgramResult(GuestProgram program) {
        this.program = program;
    }

    GuestProgram program() {
        return program;
    }

    void add(Variant variant, Sample sample) {
        samples.computeIfAbsent(variant, v -> new ArrayList<>()).add(sample);
    }

    List<Sample> samples(Variant variant) {
        return samples.getOrDefault(variant, List.of());
    }

    /**
     * Time of a unit of work.
     *
     * @param variant variant
     * @return median of nanoseconds of wall time, or nothing
     */
    OptionalDouble wallNsPerUnit(Variant variant) {
        return median(samples(variant).stream()
                .mapToDouble(sample -> sample.wallNsPerRound() / program.unitsPerRound())
                .toArray());
    }

    /**
     * Ratio of wall times.
     *
     * @param variant numerator
     * @param to denominator
     * @return median of the ratios of the same rounds, or nothing
     */
    OptionalDouble wallRatio(Variant variant, Variant to) {
        return ratio(variant, Sample::wallNsPerRound, to);
    }

    /**
     * Ratio of the processor time of all threads to the wall time of another variant. Where nothing else runs, the wall
     * time of a native program is its processor time.
     *
     * @param variant numerator
     * @param to denominator
     * @return median of the ratios of the same rounds, or nothing
     */
    OptionalDouble cpuRatio(Variant variant, Variant to) {
        return ratio(variant, Sample::cpuNsPerRound, to);
    }

    private OptionalDouble ratio(Variant variant, ToDoubleFunction<Sample> time, Variant to) {
        List<Sample> over = samples(variant);
        List<Sample> under = samples(to);
        double[] ratios = new double[Math.min(over.size(), under.size())];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = time.applyAsDouble(over.get(i)) / time.applyAsDouble(under.get(i));
        }
        return median(ratios);
    }

    private static OptionalDouble median(double[] values) {
        if (values.length == 0) {
            return OptionalDouble.empty();
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
