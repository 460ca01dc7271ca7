package io.impasto.gateway.queue;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asks again and again, on a thread of its own, beside the scraping of metrics, which must not wait for a broker. */
final class Repeated {

    private final ScheduledExecutorService clock;

    Repeated(String thread) {
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread asking = new Thread(task, thread);
            asking.setDaemon(true);
            return asking;
        });
    }

    /** @param failed hears what went wrong; whatever it was, it must not be the last time that is asked */
    void start(Duration refresh, Runnable question, Consumer<RuntimeException> failed) {
        clock.scheduleWithFixedDelay(
                () -> {
                    try {
                        question.run();
                    } catch (RuntimeException e) {
                        failed.accept(e);
                    }
                },
                0,
                refresh.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    void stop() {
        clock.shutdownNow();
    }
}
