package org.prtosvm.tools.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.prtosvm.prtos.image.InputFile;
import org.prtosvm.tools.toolchain.XmlQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./prtos xpath}: evaluates an XPath expression on a system description. */
@Command(
        name = "xpath",
        description = {
            "Evaluates an XPath expression on an XML file.",
            "The prefix prtos stands for the file's default namespace."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class XpathCommand implements Callable<Integer> {
    @Option(names = "-f", paramLabel = "FILE", required = true, description = "The XML file.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "-c", description = "Print only the text of what is found, one line for each.")
    private boolean contentOnly;

    @Option(names = "-n", paramLabel = "PREFIX=URI", description = "Bind a further prefix.")
    private Map<String, String> namespaces = new LinkedHashMap<>();

    @Parameters(paramLabel = "EXPRESSION", description = "XPath 1.0 expression.")
    @SuppressWarnings("NullAway.Init")
    private String expression;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Picocli creates commands. */
    XpathCommand() {}

    @Override
    public Integer call() {
        XmlQuery query = new XmlQuery(InputFile.read(file));
        namespaces.forEach(query::bind);
        PrintWriter out = spec.commandLine().getOut();
        query.evaluate(expression, contentOnly).forEach(out::println);
        out.flush();
        return ExitCode.OK;
    }
}
