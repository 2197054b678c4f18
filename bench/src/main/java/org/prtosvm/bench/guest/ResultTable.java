package org.prtosvm.bench.guest;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Prints results as a table. */
final class ResultTable {
    private static final String HEADER_FORMAT = "%-12s %-34s %10s %12s %10s %10s %9s %9s %9s %9s%n";

    private final List<ProgramResult> results;

    ResultTable(List<ProgramResult> results) {
        this.results = results;
    }

    /**
     * Prints the table.
     *
     * @param out receives it
     */
    void print(PrintWriter out) {
        out.println();
        out.println("wall time of a unit of work; ratios are medians of same-round ratios");
        out.printf(
                Locale.ROOT,
                HEADER_FORMAT,
                "program",
                "unit",
                "jit",
                "interpreter",
                "native",
                "qemu",
                "jit/nat",
                "cpu/nat",
                "jit/qemu",
                "int/nat");
        for (ProgramResult result : results) {
            row(result, out);
        }
        mean("integer programs, geometric mean", GuestProgram.Kind.INTEGER, out);
        out.println(
                "cpu/nat: processor time of all threads of the jit, compiler threads included, to native wall time");
    }

    private static void row(ProgramResult result, PrintWriter out) {
        boolean service = result.program().kind() == GuestProgram.Kind.SERVICE;
        out.printf(
                Locale.ROOT,
                HEADER_FORMAT,
                result.program().name(),
                result.program().work(),
                time(result.wallNsPerUnit(Variant.JIT)),
                time(result.wallNsPerUnit(Variant.INTERPRETER)),
                service ? "-" : time(result.wallNsPerUnit(Variant.NATIVE)),
                service ? "-" : time(result.wallNsPerUnit(Variant.QEMU)),
                service ? "-" : ratio(result.wallRatio(Variant.JIT, Variant.NATIVE)),
                service ? "-" : ratio(result.cpuRatio(Variant.JIT, Variant.NATIVE)),
                service ? "-" : ratio(result.wallRatio(Variant.JIT, Variant.QEMU)),
                service ? "-" : ratio(result.wallRatio(Variant.INTERPRETER, Variant.NATIVE)));
    }

    private void mean(String title, GuestProgram.Kind kind, PrintWriter out) {
        List<ProgramResult> chosen = results.stream()
                .filter(result -> result.program().kind() == kind)
                .toList();
        out.printf(
                Locale.ROOT,
                HEADER_FORMAT,
                "",
                title,
                "",
                "",
                "",
                "",
                ratio(geometricMean(chosen.stream()
                        .map(result -> result.wallRatio(Variant.JIT, Variant.NATIVE))
                        .toList())),
                ratio(geometricMean(chosen.stream()
                        .map(result -> result.cpuRatio(Variant.JIT, Variant.NATIVE))
                        .toList())),
                ratio(geometricMean(chosen.stream()
                        .map(result -> result.wallRatio(Variant.JIT, Variant.QEMU))
                        .toList())),
                ratio(geometricMean(chosen.stream()
                        .map(result -> result.wallRatio(Variant.INTERPRETER, Variant.NATIVE))
                        .toList())));
    }

    /**
     * Geometric mean.
     *
     * @param ratios ratios, absent ones do not count
     * @return mean, or nothing if all are absent
     */
    static OptionalDouble geometricMean(List<OptionalDouble> ratios) {
        double[] logarithms = ratios.stream()
                .filter(OptionalDouble::isPresent)
                .mapToDouble(ratio -> Math.log(ratio.getAsDouble()))
                .toArray();
        double sum = 0;
        for (double logarithm : logarithms) {
            sum += logarithm;
        }
        return logarithms.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.exp(sum / logarithms.length));
    }

    private static String time(OptionalDouble ns) {
        if (ns.isEmpty()) {
            return "-";
        }
        double value = ns.getAsDouble();
        if (value < 1e4) {
            return String.format(Locale.ROOT, "%.1f ns", value);
        }
        return value < 1e7
                ? String.format(Locale.ROOT, "%.1f us", value / 1e3)
                : String.format(Locale.ROOT, "%.1f ms", value / 1e6);
    }

    private static String ratio(OptionalDouble ratio) {
        return ratio.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f", ratio.getAsDouble());
    }
}
