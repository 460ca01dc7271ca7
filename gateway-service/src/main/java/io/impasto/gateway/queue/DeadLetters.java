package io.impasto.gateway.queue;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import io.impasto.gateway.kafka.Broker;
import io.impasto.gateway.kafka.Topics;

/**
 * How many records were put aside, whoever did it: read off the ends of the topics of dead letters, so that a restart begins
 * no count anew. Every gateway tells the same.
 */
@ApplicationScoped
class DeadLetters {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final Broker broker;
    private final Duration refresh;
    private final MeterRegistry metrics;
    private final Map<String, Long> letters = new ConcurrentHashMap<>();
    private final Repeated clock = new Repeated("dead-letters");

    DeadLetters(Broker broker, BacklogConfig config, MeterRegistry metrics) {
        this.broker = broker;
        this.refresh = config.refresh();
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent started) {
        clock.start(
                refresh,
                () -> Topics.WITH_DEAD_LETTERS.forEach(this::ask),
                e -> LOG.warnf("The number of dead letters is not known: %s", e.getMessage()));
    }

    @PreDestroy
    void stop() {
        clock.stop();
    }

    /** Told only once it is known: a count that began with 0 would look as if all of them had just come. */
    private void ask(String topic) {
        OptionalLong written = broker.written(Topics.deadLetters(topic));
        if (written.isPresent() && letters.put(topic, written.getAsLong()) == null) {
            FunctionCounter.builder("impasto.dead.letters", letters, known -> known.get(topic))
                    .description("Records put aside, by the topic that they were meant for")
                    .tag("topic", topic)
                    .register(metrics);
        }
    }
}
