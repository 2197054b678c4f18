package org.prtosvm.tools.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The main class: finds the command and answers wrong use with one message. */
@Command(
        name = "prtos",
        description = "Runs partitioned x86 systems on the Java virtual machine.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        subcommands = {
            RunCommand.class,
            ResumeCommand.class,
            TraceCommand.class,
            TopCommand.class,
            DemoCommand.class,
            BootCommand.class,
            NewCommand.class,
            BuildCommand.class,
            CheckCommand.class,
            PlanCommand.class,
            InspectCommand.class,
            ConfigCommand.class,
            EformatCommand.class,
            PackCommand.class,
            RswCommand.class,
            BuildinfoCommand.class,
            CoreCommand.class,
            XpathCommand.class,
            XpathstartCommand.class,
            BenchCommand.class,
            VectorsCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the run ended as intended",
            "1:the health monitor halted the system, the hypervisor panicked, or this program has an error",
            "2:wrong use or bad input",
            "130:stopped by Ctrl-C or a closed pipe"
        })
public final class PrtosCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Picocli creates commands. */
    public PrtosCommand() {}

    /**
     * Runs the command line and ends the process.
     *
     * @param args command line
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /**
     * Makes the command line with all commands.
     *
     * @return command line, ready to execute
     */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new PrtosCommand());
        line.setParameterExceptionHandler(new WrongUse());
        line.setExecutionExceptionHandler(new Failure());
        // As the reference's tools do: an option that is repeated counts once, sub-commands are found in any case.
        sub(line, "config").setOverwrittenOptionsAllowed(true);
        sub(line, "eformat").setOverwrittenOptionsAllowed(true).setSubcommandsCaseInsensitive(true);
        CommandLine pack = sub(line, "pack").setSubcommandsCaseInsensitive(true);
        sub(pack, "build").setUnmatchedOptionsArePositionalParams(true);
        sub(pack, "check").setUnmatchedOptionsArePositionalParams(true);
        return line;
    }

    private static CommandLine sub(CommandLine line, String name) {
        return Objects.requireNonNull(line.getSubcommands().get(name), name);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command, found none");
    }

    /** Answers a command line that cannot be understood. */
    private static final class WrongUse implements IParameterExceptionHandler {
        @Override
        public int handleParseException(ParameterException problem, String[] args) {
            CommandLine line = problem.getCommandLine();
            PrintWriter err = line.getErr();
            List<String> words = List.of(args);
            Optional<OriginalTool> tool = OriginalTool.of(words);
            String name =
                    tool.map(OriginalTool::command).orElse(line.getCommandSpec().qualifiedName());
            err.println(name + ": " + Messages.decapitalised(problem.getMessage()));
            CommandLine.UnmatchedArgumentException.printSuggestions(problem, err);
            err.println("for all options: " + name + " --help");
            err.flush();
            return tool.map(original -> original.usageCode(words.subList(1, words.size())))
                    .orElse(ExitCode.USAGE);
        }
    }

    /** Answers a command that ended with an exception. */
    private static final class Failure implements IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception problem, CommandLine line, ParseResult result) {
            PrintWriter err = line.getErr();
            String name = line.getCommandSpec().qualifiedName();
            if (Messages.isUserMistake(problem)) {
                Optional<OriginalTool> tool = OriginalTool.of(result.originalArgs());
                err.println(tool.map(OriginalTool::command).orElse(name) + ": " + problem.getMessage());
                err.flush();
                return tool.map(OriginalTool::failureCode).orElse(ExitCode.USAGE);
            }
            err.println(name + ": internal error, please report it: " + problem);
            problem.printStackTrace(err);
            err.flush();
            return ExitCode.FAILED;
        }
    }
}
