package io.impasto.gateway.fold;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;

import io.impasto.gateway.events.EventReader;
import io.impasto.gateway.events.EventTypes;
import io.impasto.gateway.events.Json;
import io.impasto.gateway.events.Position;
import io.impasto.gateway.events.TransferEvent;
import io.impasto.gateway.events.TransferEvent.Report;
import io.impasto.gateway.events.TransferEvent.Requested;
import io.impasto.gateway.events.UnreadableRecord;
import io.impasto.gateway.kafka.DeadLetter;
import io.impasto.gateway.kafka.Topics;
import io.impasto.gateway.transfers.State;
import io.impasto.gateway.transfers.Transfer;
import io.impasto.gateway.transfers.TransferDocument;
import io.impasto.gateway.webhooks.Delivery;

/** Folds each event into its transfer's state and sends the state on, changed or not: what is lost in a crash is repeated. */
final class FoldProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final Logger LOG = Logger.getLogger(FoldProcessor.class);

    private final Consumer<Duration> lag;
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<String, byte[]> states;

    /** @param lag is told of each event how long it waited to be folded */
    FoldProcessor(Consumer<Duration> lag) {
        this.lag = lag;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.states = context.getStateStore(FoldTopology.TRANSFER_STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        Position position = new Position(place.partition(), place.offset());
        try {
            TransferEvent event = EventReader.read(
                            record.headers(), record.key(), record.value(), record.timestamp(), position)
                    .orElse(null);
            if (event == null) {
                LOG.debugf("Passed over an event of unknown type in %s %s", place.topic(), position);
                return;
            }
            if (place.topic().equals(Topics.REQUESTS) != event instanceof Requested) {
                throw new UnreadableRecord("events of this type do not belong into " + place.topic());
            }
            fold(event, record);
            lag.accept(Duration.between(Instant.ofEpochMilli(record.timestamp()), Instant.now()));
        } catch (UnreadableRecord e) {
            LOG.warnf("Put aside %s %s: %s", place.topic(), position, e.getMessage());
            context.forward(
                    record.withHeaders(DeadLetter.mark(
                            new RecordHeaders(record.headers()),
                            e.getMessage(),
                            place.topic(),
                            place.partition(),
                            place.offset())),
                    FoldTopology.DEAD_LETTERS);
        }
    }

    private void fold(TransferEvent event, Record<byte[], byte[]> record) {
        String id = event.transfer().toString();
        Transfer before = state(id);
        Transfer after = Transfer.fold(before, event);
        byte[] document = TransferDocument.write(after);
        states.put(id, document);
        byte[] key = id.getBytes(StandardCharsets.UTF_8);
        context.forward(new Record<>(key, document, record.timestamp()), FoldTopology.TRANSFERS);
        if (ends(before, event, after) && after.request().webhook() != null) {
            context.forward(new Record<>(key, delivery(after).write(), record.timestamp()), FoldTopology.DELIVERIES);
        }
    }

    private static Delivery delivery(Transfer ended) {
        return Delivery.first(
                ended.id(),
                ended.request().webhook().url(),
                ended.state() == State.SUCCEEDED ? EventTypes.COMPLETED : EventTypes.FAILED,
                ended.finishedAt(),
                Json.MAPPER.valueToTree(TransferDocument.shown(ended)));
    }

    /** Whether this event brought the transfer to its end; also when it is folded again after a crash. */
    private static boolean ends(Transfer before, TransferEvent event, Transfer after) {
        if (!after.known() || !after.terminal()) {
            return false;
        }
        boolean ended = before != null && before.known() && before.terminal();
        boolean again = event instanceof Report
                ? after.events() != null
                        && after.events().last() == event.position().offset()
                : after.requestEvent().equals(event.head().id());
        return !ended || again;
    }

    private Transfer state(String id) {
        byte[] document = states.get(id);
        try {
            return document == null ? null : TransferDocument.read(document);
        } catch (IOException e) {
            // Only if a later version wrote what this one cannot read: begin anew rather than stand still.
            LOG.errorf("The stored state of %s cannot be read: %s", id, e.getMessage());
            return null;
        }
    }
}
