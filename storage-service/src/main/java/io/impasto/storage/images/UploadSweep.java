package io.impasto.storage.images;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import io.quarkus.runtime.Startup;
import org.jboss.logging.Logger;

/** Removes old uploads from time to time. A store that is away only delays it. */
@Startup
@Singleton
class UploadSweep {

    private static final Logger LOG = Logger.getLogger(UploadSweep.class);

    private final DirectUpload uploads;
    private final Duration kept;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "upload-sweep"));

    UploadSweep(DirectUpload uploads, UploadsConfig config) {
        this.uploads = uploads;
        this.kept = config.kept();
        long interval = config.sweepInterval().toMillis();
        clock.scheduleWithFixedDelay(this::sweep, interval, interval, TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        try {
            uploads.sweep(Instant.now().minus(kept));
        } catch (RuntimeException e) {
            // A task that throws is never run again.
            LOG.debugf("old uploads stay until next time: %s", e.getMessage());
        }
    }

    @PreDestroy
    void stop() {
        clock.shutdownNow();
    }
}
