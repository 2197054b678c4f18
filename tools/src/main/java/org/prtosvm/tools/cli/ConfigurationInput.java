package org.prtosvm.tools.cli;

import java.util.List;
import java.util.Map;
import org.prtosvm.abi.ConfigurationBlobDescriptor;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.prtos.config.ConfigurationBlobReader;
import org.prtosvm.prtos.config.ConfigurationProblem;
import org.prtosvm.prtos.config.KernelOptions;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.prtos.config.XmlConfigurationCompiler;
import org.prtosvm.prtos.image.ContainerFile;
import org.prtosvm.prtos.image.InputFile;
import org.prtosvm.prtos.image.SystemImage;

/**
 * A configuration from any file that holds one.
 *
 * @param configuration the configuration
 * @param problems rules of meaning that it breaks; only a system description can have some
 */
record ConfigurationInput(SystemConfiguration configuration, List<ConfigurationProblem> problems) {
    private static final int ELF_MAGIC = 0x464C_457F;

    /** Makes an input with a copy of the list. */
    ConfigurationInput {
        problems = List.copyOf(problems);
    }

    /**
     * Reads a file.
     *
     * @param file system description, configuration blob, container or boot image
     * @param options the kernel options that it was made with
     * @return its configuration
     */
    static ConfigurationInput read(InputFile file, KernelOptions options) {
        byte[] contents = file.contents();
        int first = contents.length < Integer.BYTES ? 0 : LittleEndian.get32(contents, 0);
        if (first == ConfigurationBlobDescriptor.SIGNATURE) {
            return new ConfigurationInput(ConfigurationBlobReader.read(file.name(), contents, options), List.of());
        }
        if (first == ELF_MAGIC || ContainerFile.isContainer(contents)) {
            return new ConfigurationInput(
                    SystemImage.load(file, Map.of(), options).configuration(), List.of());
        }
        XmlConfigurationCompiler.Examination examination =
                XmlConfigurationCompiler.examine(file.name(), contents, options);
        return new ConfigurationInput(examination.configuration(), examination.problems());
    }
}
