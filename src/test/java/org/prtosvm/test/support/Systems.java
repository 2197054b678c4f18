package org.prtosvm.test.support;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.prtosvm.prtos.host.RunEnd;
import org.prtosvm.prtos.image.SystemImage;
import org.prtosvm.tools.machine.GuestThread;
import org.prtosvm.tools.machine.Machine;
import org.prtosvm.tools.machine.MachineBuilder;
import org.prtosvm.tools.machine.MachineOptions;

/** Runs whole systems. */
public final class Systems {
    /** Wall time after which a run is given up, in seconds: a machine that hangs must not hang the build. */
    private static final int PATIENCE_S = Integer.getInteger("prtos.patience", 120);

    private static final ScheduledExecutorService WATCHDOG = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().unstarted(task));

    private Systems() {}

    /**
     * Runs a system to its end.
     *
     * @param image system
     * @param options options; should have an end
     * @return how it ran
     * @throws InterruptedException if the thread was interrupted
     */
    public static RunResult run(SystemImage image, MachineOptions options) throws InterruptedException {
        ConsoleRecorder console = new ConsoleRecorder();
        try (Machine machine =
                new MachineBuilder(image, options).console(console).build()) {
            RunEnd end = watched(machine, machine::run);
            return new RunResult(end, console.text(), machine.hash(), machine.statistics());
        }
    }

    /**
     * Runs a task of a machine on a guest thread and stops the machine if that takes too long.
     *
     * @param machine what is stopped
     * @param task what is run
     * @param <T> type of the result
     * @return result of the task
     * @throws InterruptedException if the thread was interrupted
     */
    public static <T> T watched(Machine machine, Callable<T> task) throws InterruptedException {
        var timeout = WATCHDOG.schedule(machine::requestStop, PATIENCE_S, TimeUnit.SECONDS);
        try {
            return GuestThread.call(task);
        } finally {
            timeout.cancel(false);
        }
    }
}
