package io.impasto.engine.network.fetching;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends a connection on which nothing comes any more: the JDK's own time limit ends with the answer's headers. */
final class Silence implements AutoCloseable {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "impasto-download-silence");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean heard;

    Silence(Duration longest, InputStream body) {
        clock.scheduleAtFixedRate(
                () -> {
                    if (!heard) {
                        close(body);
                    }
                    heard = false;
                },
                longest.toMillis(),
                longest.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Something came. */
    void ended() {
        heard = true;
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException alreadyBroken) {
            // Whoever reads it is told.
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
