package io.impasto.worker.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.impasto.worker.transfers.CloudEvent;

/** What the queue counts. */
final class LeaseMetrics {

    private final MeterRegistry registry;
    private final Timer queue;
    private final Timer age;
    private final Counter first;
    private final Counter again;
    private final Counter renewals;
    private final Counter losses;

    LeaseMetrics(MeterRegistry registry) {
        this.registry = registry;
        queue = timer("impasto.worker.queue", "From the publication of a request to its first delivery");
        age = timer("impasto.worker.job.age", "Since a transfer was asked for, at the start of each attempt");
        first = attempts("first");
        again = attempts("again");
        renewals = Counter.builder("impasto.worker.lease.renewals")
                .description("Leases renewed")
                .register(registry);
        losses = Counter.builder("impasto.worker.lease.losses")
                .description("Leases lost before their work was settled")
                .register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentiles(0.5, 0.95)
                .register(registry);
    }

    private Counter attempts(String which) {
        return Counter.builder("impasto.worker.attempts")
                .description("Attempts begun: the first at a transfer, or after others")
                .tag("attempt", which)
                .register(registry);
    }

    void delivered(Lease lease) {
        (lease.attempt() == 1 ? first : again).increment();
        age.record(since(askedAt(lease.record())));
        if (lease.deliveries() == 1) {
            queue.record(since(Instant.ofEpochMilli(lease.record().timestamp())));
        }
    }

    /** As the request says, else when it was published. */
    private static Instant askedAt(ConsumerRecord<byte[], byte[]> record) {
        try {
            String time = CloudEvent.attribute(record, "time").orElse("");
            return OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeParseException e) {
            return Instant.ofEpochMilli(record.timestamp());
        }
    }

    private static Duration since(Instant then) {
        Duration time = Duration.between(then, Instant.now());
        return time.isNegative() ? Duration.ZERO : time;
    }

    void renewed() {
        renewals.increment();
    }

    void lost() {
        losses.increment();
    }

    void settled(Verdict verdict) {
        registry.counter("impasto.worker.leases", "verdict", verdict.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
