package io.impasto.gateway.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import io.impasto.gateway.kafka.Broker;
import io.impasto.gateway.kafka.KafkaConfig;
import io.impasto.gateway.kafka.Topics;
import io.impasto.gateway.transfers.TransferTable;

/**
 * The queue's backlog as the broker counts it: requests that no worker is done with. Every gateway tells the same.
 */
@ApplicationScoped
public class Backlog {

    private static final Logger LOG = Logger.getLogger(Backlog.class);

    private final Broker broker;
    private final KafkaConfig kafka;
    private final Duration refresh;
    private final Repeated clock = new Repeated("backlog");
    private volatile double requests = Double.NaN;

    Backlog(Broker broker, KafkaConfig kafka, BacklogConfig config, TransferTable table, MeterRegistry metrics) {
        this.broker = broker;
        this.kafka = kafka;
        this.refresh = config.refresh();
        Gauge.builder("impasto.queue.backlog", () -> requests)
                .description(
                        "Requests that no worker is done with, waiting or at work; NaN while the broker does not say")
                .register(metrics);
        Gauge.builder("impasto.queue.oldest.age", () -> age(table))
                .description("Since the oldest of the transfers that wait was asked for; 0 if none waits")
                .baseUnit("seconds")
                .register(metrics);
    }

    void start(@Observes StartupEvent started) {
        clock.start(refresh, this::ask, this::failed);
    }

    @PreDestroy
    void stop() {
        clock.stop();
    }

    private void ask() {
        OptionalLong lag = broker.lag(kafka.group(), Topics.REQUESTS);
        requests = lag.isPresent() ? lag.getAsLong() : Double.NaN;
    }

    private void failed(RuntimeException e) {
        LOG.warnf("The backlog is not known: %s", e.getMessage());
        requests = Double.NaN;
    }

    private static double age(TransferTable table) {
        return table.waitingSince()
                .map(since -> Math.max(0, Duration.between(since, Instant.now()).toMillis() / 1000.0))
                .orElse(0.0);
    }
}
