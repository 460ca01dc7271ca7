package io.impasto.gateway.transfers;

import java.util.List;
import java.util.concurrent.CompletionException;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

import io.impasto.gateway.events.EventWriter;
import io.impasto.gateway.events.Position;
import io.impasto.gateway.events.TransferEvent;
import io.impasto.gateway.kafka.AtomicPublisher;
import io.impasto.gateway.kafka.KafkaConfig;
import io.impasto.gateway.kafka.Publisher;
import io.impasto.gateway.kafka.Topics;
import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;

/** Publishes an event of a client's doing into its topic, and waits until the brokers have it. */
@ApplicationScoped
class PublishEvent {

    private static final Logger LOG = Logger.getLogger(PublishEvent.class);

    private final Publisher publisher;
    private final AtomicPublisher atomicPublisher;
    private final EventWriter.Mode mode;

    PublishEvent(Publisher publisher, AtomicPublisher atomicPublisher, KafkaConfig config) {
        this.publisher = publisher;
        this.atomicPublisher = atomicPublisher;
        this.mode = config.cloudeventsMode();
    }

    /**
     * Returns where it lies.
     *
     * @param otherwise what to tell the client if the brokers did not take it
     * @throws ProblemException {@code queue-unavailable}
     */
    Position publish(TransferEvent event, String otherwise) {
        EventWriter.Written written = EventWriter.write(event, mode);
        try {
            RecordMetadata place = publisher
                    .publish(Topics.of(event), event.transfer().toString(), written.value(), written.headers())
                    .join();
            return new Position(place.partition(), place.offset());
        } catch (CompletionException e) {
            throw ProblemType.QUEUE_UNAVAILABLE.problem(otherwise);
        }
    }

    /**
     * Publishes events of which all are to be taken or none, and returns where each lies.
     *
     * @param otherwise what to tell the client if the brokers did not take them
     * @throws ProblemException {@code queue-unavailable}
     */
    List<Position> publish(List<? extends TransferEvent> events, String otherwise) {
        if (events.size() == 1) {
            return List.of(publish(events.get(0), otherwise));
        }
        try {
            return atomicPublisher.publish(events.stream().map(this::record).toList()).stream()
                    .map(place -> new Position(place.partition(), place.offset()))
                    .toList();
        } catch (KafkaException e) {
            LOG.warnf("%d events were not published together: %s", events.size(), e.getMessage());
            throw ProblemType.QUEUE_UNAVAILABLE.problem(otherwise);
        }
    }

    private ProducerRecord<String, byte[]> record(TransferEvent event) {
        EventWriter.Written written = EventWriter.write(event, mode);
        return new ProducerRecord<>(
                Topics.of(event), null, event.transfer().toString(), written.value(), written.headers());
    }
}
