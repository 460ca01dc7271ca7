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

/** Takes unused images away from time to time. A store or broker that is away only delays it. */
@Startup
@Singleton
class ImageSweep {

    private static final Logger LOG = Logger.getLogger(ImageSweep.class);

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final UnusedImages images;
    private final Duration kept;
    private final Duration grace;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "image-sweep"));

    ImageSweep(UnusedImages images, ImagesConfig config) {
        this.images = images;
        this.kept = config.kept();
        this.grace = config.grace();
        // At once, so that a service that is often started again sweeps, too.
        long interval = config.sweepInterval().toMillis();
        clock.scheduleWithFixedDelay(this::sweep, 0, interval, TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        try {
            Instant now = Instant.now();
            images.sweep(now.minus(kept), now.minus(grace), PATIENCE);
        } catch (RuntimeException e) {
            // A task that throws is never run again.
            LOG.debugf("unused images stay until next time: %s", e.getMessage());
        }
    }

    @PreDestroy
    void stop() {
        clock.shutdownNow();
    }
}
