package org.prtosvm.test.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.prtosvm.tools.cli.PrtosCommand;
import picocli.CommandLine;

/**
 * A command line that was executed in this process.
 *
 * @param exitCode its exit code
 * @param out bytes of standard output as text
 * @param err text of standard error
 */
record Cli(int exitCode, String out, String err) {
    /**
     * Executes a command line.
     *
     * @param args arguments
     * @return what came of it
     */
    static Cli run(String... args) {
        StringWriter err = new StringWriter();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, false, StandardCharsets.ISO_8859_1));
        try {
            CommandLine line = PrtosCommand.commandLine();
            line.setErr(new PrintWriter(err));
            line.setOut(new PrintWriter(System.out, true, StandardCharsets.ISO_8859_1));
            int exitCode = line.execute(args);
            System.out.flush();
            return new Cli(exitCode, out.toString(StandardCharsets.ISO_8859_1), err.toString());
        } finally {
            System.setOut(before);
        }
    }

    /** Checks that this is the answer to wrong use or bad input: the code, the texts, no stack trace, no console. */
    void assertRefused(String... texts) {
        assertEquals(2, exitCode, err);
        for (String text : texts) {
            assertTrue(err.contains(text), () -> "expected '%s' in: %s".formatted(text, err));
        }
        assertFalse(err.contains("\tat ") || err.contains("Exception"), err);
        assertEquals("", out);
        List<String> messages =
                err.lines().filter(line -> !line.startsWith("for all options")).toList();
        assertEquals(1, messages.size(), () -> "expected one message, found: " + err);
    }
}
