package io.impasto.gateway.fold;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;

import io.impasto.gateway.events.EventReader;
import io.impasto.gateway.events.EventTypes;
import io.impasto.gateway.events.EventWriter;
import io.impasto.gateway.events.Position;
import io.impasto.gateway.events.TransferEvent;
import io.impasto.gateway.events.TransferEvent.Report;
import io.impasto.gateway.events.TransferEvent.Requested;
import io.impasto.gateway.events.TransferRequest.Webhook;
import io.impasto.gateway.events.UnreadableRecord;
import io.impasto.gateway.kafka.DeadLetter;
import io.impasto.gateway.kafka.Topics;
import io.impasto.gateway.retention.Retention;
import io.impasto.gateway.transfers.NextStep;
import io.impasto.gateway.transfers.PackedTransfer;
import io.impasto.gateway.transfers.State;
import io.impasto.gateway.transfers.Transfer;
import io.impasto.gateway.transfers.TransferDocument;
import io.impasto.gateway.webhooks.Delivery;

/** Folds each event into its transfer's state and sends the state on, changed or not: what is lost in a crash is repeated. */
final class FoldProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final Logger LOG = Logger.getLogger(FoldProcessor.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final Retention retention;
    private final EventWriter.Mode mode;
    private final Consumer<Duration> lag;
    private final Timers timers = new Timers();
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<String, byte[]> states;

    /**
     * @param mode of what it publishes itself
     * @param lag is told of each event how long it waited to be folded
     */
    FoldProcessor(Retention retention, EventWriter.Mode mode, Consumer<Duration> lag) {
        this.retention = retention;
        this.mode = mode;
        this.lag = lag;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.states = context.getStateStore(FoldTopology.TRANSFER_STORE);
        try (KeyValueIterator<String, byte[]> all = states.all()) {
            all.forEachRemaining(each -> timers.set(each.key, due(state(each.key))));
        }
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> attendDue(Instant.ofEpochMilli(now)));
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
            if (!place.topic().equals(Topics.of(event))) {
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
        Transfer after = Transfer.fold(before, kept(event));
        if (after.purgedAt() != null) {
            return;
        }
        keep(id, after, record.timestamp());
        Webhook webhook = after.known() ? after.request().webhook() : null;
        if (webhook != null) {
            if (ends(before, event, after)) {
                deliver(webhook, type(after.state()), after.finishedAt(), "", after, record.timestamp());
            } else if (event instanceof Report report && counts(report, after)) {
                String type = EventTypes.of(report);
                String place = "_" + report.position().offset();
                deliver(webhook, type, report.time(), place, after, record.timestamp());
            }
        }
        attend(id, after, Instant.now());
    }

    /** Requests of other systems get the installation's retention here. */
    private TransferEvent kept(TransferEvent event) {
        return event instanceof Requested asked
                ? new Requested(asked.head(), retention.applyTo(asked.request()), asked.priorAttempts())
                : event;
    }

    private void keep(String id, Transfer state, long timestamp) {
        byte[] document = TransferDocument.write(state);
        states.put(id, state.terminal() ? PackedTransfer.pack(document) : document);
        context.forward(new Record<>(id.getBytes(StandardCharsets.UTF_8), document, timestamp), FoldTopology.TRANSFERS);
    }

    private void attendDue(Instant now) {
        for (String id : timers.takeDue(now)) {
            Transfer state = state(id);
            if (state != null) {
                attend(id, state, now);
            }
        }
    }

    /** Does what is due for a transfer, and sets the time of what will be. */
    private void attend(String id, Transfer state, Instant now) {
        NextStep.of(state, now).ifPresent(this::say);
        if (forgettable(state, now)) {
            states.delete(id);
            context.forward(
                    new Record<>(id.getBytes(StandardCharsets.UTF_8), null, now.toEpochMilli()),
                    FoldTopology.TRANSFERS);
            timers.set(id, null);
            return;
        }
        Transfer left = state;
        if (purgeable(state, now)) {
            left = state.purge(now.truncatedTo(ChronoUnit.MILLIS));
            keep(id, left, now.toEpochMilli());
        }
        // What was said comes back as an event; should it not, it is said again.
        Instant due = due(left);
        timers.set(id, due == null || due.isAfter(now) ? due : now.plus(AGAIN));
    }

    private void say(TransferEvent event) {
        EventWriter.Written written = EventWriter.write(event, mode);
        Record<byte[], byte[]> record = new Record<>(
                event.transfer().toString().getBytes(StandardCharsets.UTF_8),
                written.value(),
                event.time().toEpochMilli(),
                new RecordHeaders(written.headers()));
        context.forward(record, event instanceof Requested ? FoldTopology.REQUESTS : FoldTopology.EVENTS);
    }

    private static boolean purgeable(Transfer state, Instant now) {
        boolean expired = state.expiresAt() != null && !state.expiresAt().isAfter(now);
        return state.known() && state.terminal() && (state.gone() || expired);
    }

    private boolean forgettable(Transfer state, Instant now) {
        return state.purgedAt() != null
                && !state.purgedAt().plus(retention.markers()).isAfter(now);
    }

    private Instant due(Transfer state) {
        if (state == null) {
            return null;
        }
        if (state.purgedAt() != null) {
            return state.purgedAt().plus(retention.markers());
        }
        return state.terminal() ? state.expiresAt() : NextStep.due(state);
    }

    /** @param place tells events of one type apart; empty for the end, of which there is one */
    private void deliver(Webhook webhook, String type, Instant time, String place, Transfer state, long timestamp) {
        String verb = EventTypes.verb(type);
        if (webhook.wants(verb, state.terminal())) {
            Delivery delivery = Delivery.first(
                    "msg_" + state.id() + "_" + verb + place,
                    state.id(),
                    state.tenant(),
                    webhook.url(),
                    type,
                    time,
                    TransferDocument.shown(state),
                    state.trace());
            byte[] key = state.id().toString().getBytes(StandardCharsets.UTF_8);
            context.forward(new Record<>(key, delivery.write(), timestamp), FoldTopology.DELIVERIES);
        }
    }

    /** Whether the report changed something on the way to the end. */
    private static boolean counts(Report report, Transfer after) {
        return !after.terminal()
                && after.events() != null
                && after.events().last() == report.position().offset();
    }

    private static String type(State end) {
        return switch (end) {
            case SUCCEEDED -> EventTypes.COMPLETED;
            case CANCELLED -> EventTypes.CANCELLED;
            case EXPIRED -> EventTypes.EXPIRED;
            default -> EventTypes.FAILED;
        };
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
                : event instanceof Requested asked
                        && asked.priorAttempts() == 0
                        && after.requestEvent().equals(event.head().id());
        return !ended || again;
    }

    private Transfer state(String id) {
        byte[] document = states.get(id);
        try {
            return document == null ? null : PackedTransfer.unpack(document);
        } catch (UncheckedIOException e) {
            // Only if a later version wrote what this one cannot read: begin anew rather than stand still.
            LOG.errorf("The stored state of %s cannot be read: %s", id, e.getMessage());
            return null;
        }
    }
}
