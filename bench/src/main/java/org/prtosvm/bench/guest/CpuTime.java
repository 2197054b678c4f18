package org.prtosvm.bench.guest;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Processor time of Linux processes, from {@code /proc/PID/task/TID/schedstat}, whose first number is in nanoseconds. */
final class CpuTime {
    private CpuTime() {}

    /**
     * Processor time of all threads that a process has now.
     *
     * @param pid its id
     * @return nanoseconds; 0 where the system does not tell
     */
    static long ofProcess(long pid) {
        long sum = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks) {
                sum += ofTask(task);
            }
        } catch (IOException e) {
            return 0;
        }
        return sum;
    }

    private static long ofTask(Path task) throws IOException {
        try {
            String text = Files.readString(task.resolve("schedstat"));
            return Long.parseLong(text.substring(0, text.indexOf(' ')));
        } catch (NoSuchFileException e) {
            // The thread has just ended; its time no longer counts anywhere.
            return 0;
        }
    }
}
