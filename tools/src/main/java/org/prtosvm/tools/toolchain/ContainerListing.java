package org.prtosvm.tools.toolchain;

import java.io.PrintWriter;
import java.util.List;
import org.prtosvm.abi.ContainerDescriptor;
import org.prtosvm.prtos.image.ContainerFile;

/** Prints a container in the layout of the reference tool. Source: ABI 10-tools, A.3 "list". */
public final class ContainerListing {
    private ContainerListing() {}

    /**
     * Prints a container.
     *
     * @param name its file name
     * @param container the container
     * @param out receives the text
     */
    public static void print(String name, ContainerFile container, PrintWriter out) {
        out.printf("Digest: %s %s  Ok%n", Hex.digest(container.digest()), name);
        out.printf("<Container file=\"%s\" version=\"1.0.0\" flags=\"0x%x\">%n", name, ContainerDescriptor.FLAG_DIGEST);
        for (ContainerFile.Entry entry : container.entries()) {
            String element = entry.id() == ContainerDescriptor.HYPERVISOR_ID ? "PRTOSHypervisor" : "Partition";
            String id = element.equals("Partition") ? " id=\"%d\"".formatted(entry.id()) : "";
            if (entry.customFiles().isEmpty()) {
                out.printf("    <%s%s file=\"%d\" />%n", element, id, entry.image());
            } else {
                out.printf("    <%s%s file=\"%d\">%n", element, id, entry.image());
                entry.customFiles().forEach(file -> out.printf("        <custom_file file=\"%d\" />%n", file));
                out.printf("    </%s>%n", element);
            }
        }
        out.println("    <FileTable>");
        List<ContainerFile.Item> files = container.files();
        for (int index = 0; index < files.size(); index++) {
            ContainerFile.Item file = files.get(index);
            out.printf(
                    "        <File entry=\"%d\" name=\"%s\" offset=\"0x%x\" size=\"%d\" />%n",
                    index, file.name(), file.offset(), file.size());
        }
        out.println("    </FileTable>");
        out.println("</Container>");
    }
}
