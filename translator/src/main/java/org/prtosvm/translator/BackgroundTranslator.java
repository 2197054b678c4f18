package org.prtosvm.translator;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.prtosvm.translator.cache.Translation;
import org.prtosvm.translator.define.RegionDefiner;

/**
 * Generates classes behind the guest thread. The guest thread submits planned translations and collects finished ones
 * when it suits it; which of the two happens first is never visible to a guest.
 */
final class BackgroundTranslator implements AutoCloseable {
    /**
     * A translation whose class was attempted.
     *
     * @param translation translation
     * @param fits false if the method would have been too long
     * @param failure what went wrong inside the generator, or null
     */
    record Finished(
            Translation translation, boolean fits, @Nullable RuntimeException failure) {}

    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "translator");
        thread.setDaemon(true);
        return thread;
    });
    private final ConcurrentLinkedQueue<Finished> finished = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ready = new AtomicInteger();
    private int pending;

    /**
     * Queues a translation.
     *
     * @param translation planned translation; the guest thread does not touch it until it is collected
     */
    void submit(Translation translation) {
        pending++;
        executor.execute(() -> {
            Finished result;
            try {
                result = new Finished(translation, RegionDefiner.define(translation), null);
            } catch (RuntimeException e) {
                result = new Finished(translation, false, e);
            }
            finished.add(result);
            ready.incrementAndGet();
        });
    }

    /** @return a finished translation, or null if none is ready; guest thread only */
    @Nullable
    Finished poll() {
        if (pending == 0 || ready.getPlain() == 0 && ready.get() == 0) {
            return null;
        }
        Finished result = finished.poll();
        if (result != null) {
            ready.decrementAndGet();
            pending--;
        }
        return result;
    }

    /** @return submitted translations that were not collected yet; guest thread only */
    int pending() {
        return pending;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
