package org.prtosvm.test.arch.planted.devices;

import picocli.CommandLine.Command;

/** Knows the command line outside tools. */
@Command
final class UsesPicocli {
    private UsesPicocli() {}
}
