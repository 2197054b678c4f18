package org.prtosvm.tools.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {
    /** Picocli creates version providers. */
    VersionText() {}

    @Override
    public String[] getVersion() {
        @Nullable String version = PrtosCommand.class.getPackage().getImplementationVersion();
        return new String[] {
            "PRTOS-VM " + (version == null ? "(unpackaged build)" : version),
            "Java %s, %s".formatted(System.getProperty("java.version"), System.getProperty("java.vm.name"))
        };
    }
}
