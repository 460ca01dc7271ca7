package io.impasto.worker.queue;

import java.time.Duration;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Leases without a queue. */
public final class Leases {

    private static final Duration LOCK = Duration.ofMinutes(5);

    private Leases() {}

    public static Lease held() {
        return lease(System.nanoTime());
    }

    public static Lease lost() {
        return lease(System.nanoTime() - LOCK.toNanos());
    }

    private static Lease lease(long acquired) {
        return new Lease(new ConsumerRecord<>("queue", 0, 7, null, null), 1, LOCK, acquired);
    }
}
