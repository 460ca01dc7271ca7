package io.impasto.worker.painting;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.impasto.worker.controls.Wish.Course;
import io.impasto.worker.queue.Lease;
import io.impasto.worker.storage.StorageUnavailable;

/**
 * Tries again, in place, what failed because store or broker are away, while the lease is ours and nothing else is wished.
 *
 * @param lease that is being worked on
 * @param atMost for how long one call may be tried
 * @param course where the transfer is to go
 */
record Patience(Lease lease, Duration atMost, Supplier<Course> course) {

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final long LOOK_MILLIS = 50;

    /** Patience that heeds the lease alone. */
    Patience(Lease lease, Duration atMost) {
        this(lease, atMost, () -> Course.GO_ON);
    }

    /** The same, which ends as soon as the transfer is to go elsewhere. */
    Patience heeding(Supplier<Course> wished) {
        return new Patience(lease, atMost, wished);
    }

    /**
     * What the call returns at last.
     *
     * @throws OutOfPatience if it failed for too long
     * @throws Stopped as soon as the lease says so
     * @throws Turned as soon as the transfer is to go elsewhere
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

    /**
     * What is being found out beside, however long that takes.
     *
     * @throws Stopped as soon as the lease says so; what is under way then ends unheard
     * @throws Turned as soon as the transfer is to go elsewhere
     */
    <T> T await(CompletableFuture<T> answer) {
        for (; ; ) {
            check();
            try {
                return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                LOG.trace("{}: waiting", lease);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Stopped();
            }
        }
    }

    private void check() {
        if (lease.signal() != Lease.Signal.GO_ON) {
            throw new Stopped();
        }
        Course wished = course.get();
        if (wished != Course.GO_ON) {
            throw new Turned(wished);
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
