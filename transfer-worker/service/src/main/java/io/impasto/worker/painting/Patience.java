package io.impasto.worker.painting;

import java.time.Duration;
import java.util.function.Supplier;

import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.impasto.worker.queue.Lease;
import io.impasto.worker.storage.StorageUnavailable;

/**
 * Tries again, in place, what failed because store or broker are away, while the lease is ours.
 *
 * @param lease that is being worked on
 * @param atMost for how long one call may be tried
 */
record Patience(Lease lease, Duration atMost) {

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /**
     * What the call returns at last.
     *
     * @throws OutOfPatience if it failed for too long
     * @throws Stopped as soon as the lease says so
     */
    <T> T call(Supplier<T> call) {
        long deadline = System.nanoTime() + atMost.toNanos();
        for (Duration wait = FIRST_WAIT; ; wait = longer(wait)) {
            check();
            try {
                return call.get();
            } catch (StorageUnavailable | KafkaException e) {
                if (System.nanoTime() + wait.toNanos() - deadline > 0) {
                    throw new OutOfPatience(e);
                }
                LOG.warn("{}: trying again: {}", lease, e.getMessage());
                pause(wait);
            }
        }
    }

    /** @throws Stopped if the lease says that this attempt is not to go on */
    void check() {
        if (lease.signal() != Lease.Signal.GO_ON) {
            throw new Stopped();
        }
    }

    private void pause(Duration wait) {
        try {
            lease.pause(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }

    private static Duration longer(Duration wait) {
        Duration doubled = wait.multipliedBy(2);
        return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }
}
