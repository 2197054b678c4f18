package org.prtosvm.tools.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./prtos bench} runs. It lives in a module above this one, so the implementation is found by
 * {@link java.util.ServiceLoader}.
 */
public interface GuestBench {
    /**
     * What to measure.
     *
     * @param quick true for fewer programs and shorter samples
     * @param rounds measured rounds, 0 for the default
     * @param programs names of the programs, empty for all of the selection
     * @param json file for the samples, or null
     */
    record Request(
            boolean quick,
            int rounds,
            List<String> programs,
            @Nullable Path json) {
        /** Makes a request with a copy of the list. */
        public Request {
            programs = List.copyOf(programs);
        }
    }

    /**
     * Measures.
     *
     * @param request what
     * @param out receives the table
     * @param err receives the progress
     * @throws CommandException if the request asks for something that does not exist
     * @throws IOException if a program cannot be run or computes a wrong result
     * @throws InterruptedException if the thread was interrupted
     */
    void run(Request request, PrintWriter out, PrintWriter err) throws IOException, InterruptedException;
}
