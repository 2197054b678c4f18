package org.prtosvm.tools.toolchain;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Output files of the tools. A file is written beside its place and moved there when it is complete, so that an error leaves
 * what was there before and nothing half-written.
 */
public final class OutputFile {
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> RESTRICTED = PosixFilePermissions.fromString("rw-r-----");

    private OutputFile() {}

    /**
     * Writes a file that everybody may read.
     *
     * @param target where it goes; a file there is replaced
     * @param contents its contents
     * @throws ToolException if it cannot be written
     */
    public static void write(Path target, byte[] contents) {
        write(target, contents, READABLE);
    }

    /**
     * Writes a file that owner and group may read (mode 0640), as the reference's image tools do.
     *
     * @param target where it goes; a file there is replaced
     * @param contents its contents
     * @throws ToolException if it cannot be written
     */
    public static void writeRestricted(Path target, byte[] contents) {
        write(target, contents, RESTRICTED);
    }

    private static void write(Path target, byte[] contents, Set<PosixFilePermission> permissions) {
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            writeThrough(target, contents);
            return;
        }
        Path folder = target.toAbsolutePath().getParent();
        try {
            if (folder == null || !Files.isDirectory(folder)) {
                throw new NoSuchFileException(target.toString());
            }
            Path partial = Files.createTempFile(folder, ".prtos-", ".partial");
            try {
                Files.write(partial, contents);
                if (Files.getFileAttributeView(partial, PosixFileAttributeView.class) != null) {
                    Files.setPosixFilePermissions(partial, permissions);
                }
                Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw refusal(target, e);
        }
    }

    /** Devices and pipes cannot be replaced. */
    private static void writeThrough(Path target, byte[] contents) {
        if (Files.isDirectory(target)) {
            throw new ToolException("writing %s: expected a file, found a folder".formatted(target));
        }
        try {
            Files.write(target, contents);
        } catch (IOException e) {
            throw refusal(target, e);
        }
    }

    private static ToolException refusal(Path target, IOException cause) {
        String reason = switch (cause) {
            case NoSuchFileException missing -> "expected a file in a folder that exists";
            case AccessDeniedException denied -> "no permission to write there";
            default -> cause.getMessage();
        };
        return new ToolException("writing %s: %s".formatted(target, reason), cause);
    }
}
