package org.prtosvm.test.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class DemoCommandTest {
    @Test
    void shouldRunByItselfAndTellWhatHappened() {
        Cli cli = Cli.run("demo", "--hash");
        assertEquals(0, cli.exitCode(), cli.err());
        assertTrue(cli.out().contains("supervisor"), cli.out());
        assertTrue(cli.out().endsWith("System halted.\n"), cli.out());
        for (String text : new String[] {
            "plan 0 \"nominal\"",
            "plan 1 \"degraded\"",
            "Partitions",
            "compute",
            "Health monitor",
            "MIPS",
            "translated",
            "hash: "
        }) {
            assertTrue(cli.err().contains(text), () -> "expected '%s' in: %s".formatted(text, cli.err()));
        }
    }
}
