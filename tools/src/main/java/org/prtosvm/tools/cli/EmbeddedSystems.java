package org.prtosvm.tools.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.image.InputFile;
import org.prtosvm.prtos.image.PartitionInput;
import org.prtosvm.prtos.image.SystemImage;

/** Systems whose description and images are on the class path. */
public final class EmbeddedSystems {
    private static final List<String> DEMO_IMAGES =
            List.of("demo-sensor", "demo-control", "demo-compute", "demo-logger", "demo-faulty", "demo-supervisor");

    private EmbeddedSystems() {}

    /** @return the demo: six partitions, two plans, three seconds */
    public static SystemImage demo() {
        return load("demo/system.xml", DEMO_IMAGES);
    }

    /**
     * A system with the images of the class path.
     *
     * @param description its XML, below {@code org/prtosvm/abi}
     * @param images names of the images without folder and ending, in the order of the partitions
     * @return the system
     */
    public static SystemImage load(String description, List<String> images) {
        Map<Integer, PartitionInput> inputs = new TreeMap<>();
        for (int id = 0; id < images.size(); id++) {
            inputs.put(id, new PartitionInput(resource("images/" + images.get(id) + ".elf"), List.of()));
        }
        return SystemImage.load(resource(description), inputs);
    }

    /**
     * A file of the class path.
     *
     * @param path path below {@code org/prtosvm/abi}
     * @return the file
     */
    public static InputFile resource(String path) {
        try (InputStream in = PrtosConstants.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("org/prtosvm/abi/%s is not on the class path".formatted(path));
            }
            return new InputFile(path, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("reading org/prtosvm/abi/" + path, e);
        }
    }
}
