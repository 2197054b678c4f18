package org.prtosvm.tools.cli;

import java.io.PrintWriter;
import org.prtosvm.prtos.config.ConfigurationException;
import org.prtosvm.prtos.config.ConfigurationProblem;
import org.prtosvm.tools.toolchain.Remedies;

/** Prints what is wrong with a system description: a line for each problem, and one that says how to mend it. */
final class ProblemReport {
    private ProblemReport() {}

    /**
     * Prints all problems.
     *
     * @param refusal the problems
     * @param err receives the text
     * @return the exit code for them
     */
    static int print(ConfigurationException refusal, PrintWriter err) {
        for (ConfigurationProblem problem : refusal.problems()) {
            err.println(problem.message());
            err.println("  to mend it: " + Remedies.of(problem.kind()));
        }
        int count = refusal.problems().size();
        err.println(count == 1 ? "1 problem" : count + " problems");
        err.flush();
        return ExitCode.USAGE;
    }
}
