package io.impasto.gateway.transfers;

import java.util.concurrent.CompletionException;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.impasto.gateway.events.EventWriter;
import io.impasto.gateway.events.Position;
import io.impasto.gateway.events.TransferEvent;
import io.impasto.gateway.kafka.KafkaConfig;
import io.impasto.gateway.kafka.Publisher;
import io.impasto.gateway.kafka.Topics;
import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;

/** Publishes an event of a client's doing into its topic, and waits until the brokers have it. */
@ApplicationScoped
class PublishEvent {

    private final Publisher publisher;
    private final EventWriter.Mode mode;

    PublishEvent(Publisher publisher, KafkaConfig config) {
        this.publisher = publisher;
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
}
