package org.prtosvm.tools.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The names under which the reference's tools are called, and their exit codes where they differ from those of this program. A
 * command called by such a name answers with these codes. Source: ABI 10-tools, A.
 */
enum OriginalTool {
    /** Configuration compiler; wrong use is no failure. */
    PRTOSCPARSER("prtoscparser", ExitCode.OK, ExitCode.USAGE),
    /** PEF tool; a call without arguments has a code of its own. */
    PRTOSEFORMAT("prtoseformat", ExitCode.USAGE, ExitCode.USAGE) {
        @Override
        int usageCode(List<String> arguments) {
            return arguments.isEmpty() ? NO_ARGUMENTS : super.usageCode(arguments);
        }
    },
    /** Container tool; an unknown sub-command and a wrong list are no failures. */
    PRTOSPACK("prtospack", ExitCode.OK, ExitCode.USAGE) {
        @Override
        int usageCode(List<String> arguments) {
            boolean fails = arguments.isEmpty() || List.of("check", "build").contains(arguments.getFirst());
            return fails ? ExitCode.USAGE : ExitCode.OK;
        }
    },
    /** Boot image linker. */
    RSWBUILD("rswbuild", ExitCode.FAILED, ExitCode.FAILED),
    /** Build information of a hypervisor. */
    PRTOSBUILDINFO("prtosbuildinfo", ExitCode.FAILED, ExitCode.FAILED),
    /** XPath query. */
    XPATH("xpath", ExitCode.USAGE, ExitCode.USAGE),
    /** Link address of a partition. */
    XPATHSTART("xpathstart", OriginalTool.BYTE_MAX, OriginalTool.BYTE_MAX);

    private static final int NO_ARGUMENTS = 254;
    private static final int BYTE_MAX = 255;

    private final String command;
    private final int usage;
    private final int failure;

    OriginalTool(String command, int usage, int failure) {
        this.command = command;
        this.usage = usage;
        this.failure = failure;
    }

    /** The tool that a command line calls, if it calls one. */
    static Optional<OriginalTool> of(List<String> commandLine) {
        return Stream.of(values())
                .filter(tool -> !commandLine.isEmpty() && tool.command.equals(commandLine.getFirst()))
                .findFirst();
    }

    /** The name. */
    String command() {
        return command;
    }

    /** Exit code of wrong use with some arguments. */
    int usageCode(List<String> arguments) {
        return usage;
    }

    /** Exit code of bad input. */
    int failureCode() {
        return failure;
    }
}
