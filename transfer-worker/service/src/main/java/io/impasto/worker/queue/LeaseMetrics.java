package io.impasto.worker.queue;

import java.time.Duration;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What the queue counts. */
final class LeaseMetrics {

    private final MeterRegistry registry;
    private final Timer wait;
    private final DistributionSummary attempts;
    private final Counter renewals;
    private final Counter losses;

    LeaseMetrics(MeterRegistry registry) {
        this.registry = registry;
        wait = Timer.builder("impasto.queue.wait")
                .description("Time from the publication of a request to its delivery")
                .publishPercentiles(0.5, 0.95)
                .register(registry);
        attempts = DistributionSummary.builder("impasto.queue.attempts")
                .description("How often a request had been delivered when this worker got it")
                .register(registry);
        renewals = Counter.builder("impasto.lease.renewals")
                .description("Leases renewed")
                .register(registry);
        losses = Counter.builder("impasto.lease.losses")
                .description("Leases lost before their work was settled")
                .register(registry);
    }

    void delivered(Lease lease) {
        attempts.record(lease.deliveries());
        if (lease.deliveries() == 1) {
            wait.record(Duration.ofMillis(
                    Math.max(0, System.currentTimeMillis() - lease.record().timestamp())));
        }
    }

    void renewed() {
        renewals.increment();
    }

    void lost() {
        losses.increment();
    }

    void settled(Verdict verdict) {
        registry.counter("impasto.leases.settled", "verdict", verdict.name().toLowerCase(java.util.Locale.ROOT))
                .increment();
    }
}
