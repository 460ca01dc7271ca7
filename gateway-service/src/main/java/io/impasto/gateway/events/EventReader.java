package io.impasto.gateway.events;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.kafka.common.header.Headers;

import io.impasto.egress.BucketAddress;
import io.impasto.egress.UnacceptableAddress;
import io.impasto.egress.WebAddress;
import io.impasto.gateway.events.TransferEvent.Cancel;
import io.impasto.gateway.events.TransferEvent.Cancelled;
import io.impasto.gateway.events.TransferEvent.Completed;
import io.impasto.gateway.events.TransferEvent.Control;
import io.impasto.gateway.events.TransferEvent.Expired;
import io.impasto.gateway.events.TransferEvent.Failed;
import io.impasto.gateway.events.TransferEvent.Head;
import io.impasto.gateway.events.TransferEvent.Pause;
import io.impasto.gateway.events.TransferEvent.Paused;
import io.impasto.gateway.events.TransferEvent.Progressed;
import io.impasto.gateway.events.TransferEvent.Purge;
import io.impasto.gateway.events.TransferEvent.Released;
import io.impasto.gateway.events.TransferEvent.Report;
import io.impasto.gateway.events.TransferEvent.Requested;
import io.impasto.gateway.events.TransferEvent.Resume;
import io.impasto.gateway.events.TransferEvent.Reweight;
import io.impasto.gateway.events.TransferEvent.Reweighted;
import io.impasto.gateway.events.TransferEvent.Started;
import io.impasto.gateway.events.TransferEvent.Starting;
import io.impasto.gateway.events.TransferRequest.Webhook;

/**
 * Reads CloudEvents, in either of Kafka's modes. Checks what the gateway relies on; members it does not know pass, so that the
 * schemas can grow. Whether options make sense is the worker's to say, in a {@code transfer.failed}.
 */
public final class EventReader {

    /** Attribute of a request that goes into the queue anew: how many attempts there were before. */
    static final String PRIOR_ATTEMPTS = "priorattempts";

    private static final Pattern IMAGE = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
    private static final int MAX_TOLD = 16;
    private static final int MAX_STYLES = 8;
    static final int MAX_BYTES = 1 << 20;

    private static final Map<String, Shape<?>> REPORTS = Map.of(
            EventTypes.STARTING, Shape.of(Starting::new),
            EventTypes.STARTED, Shape.of(Started::new),
            EventTypes.PROGRESSED, Shape.of(EventReader::progressed),
            EventTypes.REWEIGHTED, Shape.of(Reweighted::new),
            EventTypes.PAUSED, Shape.of(Paused::new),
            EventTypes.RELEASED, Shape.of(Released::new),
            EventTypes.COMPLETED, new Shape<>(Completed::new, 1, "result", "name"),
            EventTypes.FAILED, new Shape<>(Failed::new, 1, "problem", "type"),
            EventTypes.CANCELLED, new Shape<>(Cancelled::new, 0, null, null),
            EventTypes.EXPIRED, new Shape<>(Expired::new, 0, null, null));

    /** Controls that need no data. */
    private static final Map<String, Function<Head, Control>> CONTROLS = Map.of(
            EventTypes.CANCEL, Cancel::new,
            EventTypes.PAUSE, Pause::new,
            EventTypes.RESUME, Resume::new,
            EventTypes.PURGE, Purge::new);

    private EventReader() {}

    /**
     * What a report must have.
     *
     * @param nested member that must be an object with the text {@code member}, or null
     */
    private record Shape<T extends Report>(Make<T> make, int leastAttempt, String nested, String member) {

        interface Make<T> {
            T of(Head head, int attempt, ObjectNode data) throws UnreadableRecord;
        }

        static <T extends Report> Shape<T> of(Make<T> make) {
            return new Shape<>(make, 1, null, null);
        }
    }

    /**
     * Reads one record.
     *
     * @return the event, or nothing if its type is none that this version knows
     * @throws UnreadableRecord with the reason, if it is not a well-formed event
     */
    public static Optional<TransferEvent> read(
            Headers headers, byte[] key, byte[] value, long timestamp, Position position) throws UnreadableRecord {
        Envelope envelope = Envelope.of(headers, value);
        String type = envelope.attribute("type");
        if (type == null) {
            throw new UnreadableRecord("it has no " + envelope.called("type"));
        }
        Function<Head, Control> control = CONTROLS.get(type);
        Shape<?> report = REPORTS.get(type);
        boolean request = type.equals(EventTypes.REQUESTED);
        boolean reweight = type.equals(EventTypes.REWEIGHT);
        if (control == null && report == null && !request && !reweight) {
            return Optional.empty();
        }
        Head head = head(envelope, key, timestamp, position);
        if (control != null) {
            return Optional.of(control.apply(head));
        }
        ObjectNode data = envelope.data();
        if (request) {
            return Optional.of(new Requested(head, request(data), priorAttempts(envelope)));
        }
        return Optional.of(reweight ? new Reweight(head, change(data)) : report(report, head, data));
    }

    private static Report report(Shape<?> shape, Head head, ObjectNode data) throws UnreadableRecord {
        int attempt = integer(data, "attempt", shape.leastAttempt());
        if (shape.nested() != null) {
            nested(data, shape.nested(), shape.member());
        }
        return shape.make().of(head, attempt, data);
    }

    private static ObjectNode change(ObjectNode data) throws UnreadableRecord {
        if (data.get("change") instanceof ObjectNode change) {
            return change;
        }
        throw new UnreadableRecord("change must be an object of options");
    }

    private static Progressed progressed(Head head, int attempt, ObjectNode data) throws UnreadableRecord {
        return new Progressed(head, attempt, integer(data, "evaluation", 1), data);
    }

    private static int priorAttempts(Envelope envelope) throws UnreadableRecord {
        String text = envelope.attribute(PRIOR_ATTEMPTS);
        if (text == null) {
            return 0;
        }
        if (!text.matches("[0-9]{1,6}")) {
            throw new UnreadableRecord(envelope.called(PRIOR_ATTEMPTS) + " must be a number of attempts");
        }
        return Integer.parseInt(text);
    }

    private static Head head(Envelope envelope, byte[] key, long timestamp, Position position) throws UnreadableRecord {
        String id = envelope.attribute("id");
        if (id == null || id.isBlank()) {
            throw new UnreadableRecord("it has no " + envelope.called("id"));
        }
        String subject = envelope.attribute("subject");
        if (key == null || subject == null || !subject.equals(new String(key, StandardCharsets.UTF_8))) {
            throw new UnreadableRecord("key and ce_subject must both be the transfer's id");
        }
        String time = envelope.attribute("time");
        return new Head(
                id,
                uuid(subject),
                time == null ? Instant.ofEpochMilli(timestamp) : instant(envelope.called("time"), time),
                position,
                Trace.of(envelope.trace(Trace.PARENT), envelope.trace(Trace.STATE)));
    }

    private static UUID uuid(String text) throws UnreadableRecord {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equals(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new UnreadableRecord("the transfer's id must be a UUID in lower case");
    }

    private static Instant instant(String name, String text) throws UnreadableRecord {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new UnreadableRecord(name + " must be an RFC 3339 time");
        }
    }

    private static TransferRequest request(ObjectNode data) throws UnreadableRecord {
        JsonNode styles = data.path("styles");
        if (!styles.isArray() || styles.isEmpty() || styles.size() > MAX_STYLES) {
            throw new UnreadableRecord("styles must be an array of 1 to 8 image ids");
        }
        List<String> ids = new ArrayList<>();
        for (JsonNode style : styles) {
            ids.add(image(style, "styles"));
        }
        JsonNode options = data.get("options");
        if (options != null && !options.isObject()) {
            throw new UnreadableRecord("options must be an object");
        }
        return new TransferRequest(
                image(data.path("content"), "content"),
                ids,
                (ObjectNode) options,
                webhook(data.path("webhook")),
                data.path("fingerprint").textValue(),
                matching(data, "tenant", TENANT),
                labels(data.path("labels")),
                data.has("deadline") ? instant("deadline", data.get("deadline").asText()) : null,
                duration(data, "retention"),
                data.has("group") ? uuid(data.path("group").asText()) : null,
                pixels(data.path("pixels")),
                data.has("continues") ? uuid(data.path("continues").asText()) : null);
    }

    private static Long pixels(JsonNode pixels) throws UnreadableRecord {
        if (pixels.isMissingNode()) {
            return null;
        }
        if (!pixels.isIntegralNumber() || !pixels.canConvertToInt() || pixels.intValue() < 1) {
            throw new UnreadableRecord("pixels must be a number of pixels");
        }
        return pixels.longValue();
    }

    private static Webhook webhook(JsonNode webhook) throws UnreadableRecord {
        JsonNode url = webhook.path("url");
        if (!url.isTextual()) {
            return null;
        }
        if (!webhook.has("events")) {
            return new Webhook(url.textValue());
        }
        List<String> events = new ArrayList<>();
        for (JsonNode event : webhook.get("events")) {
            if (!event.isTextual() || events.size() == MAX_TOLD) {
                throw new UnreadableRecord("webhook.events must be an array of names of events");
            }
            events.add(event.textValue());
        }
        return new Webhook(url.textValue(), events);
    }

    private static Map<String, String> labels(JsonNode labels) throws UnreadableRecord {
        if (labels.isMissingNode()) {
            return null;
        }
        Optional<String> wrong = Labels.problem(labels);
        if (wrong.isPresent()) {
            throw new UnreadableRecord(wrong.get());
        }
        return Labels.of(labels);
    }

    private static String matching(ObjectNode data, String name, Pattern pattern) throws UnreadableRecord {
        if (!data.has(name)) {
            return null;
        }
        JsonNode node = data.get(name);
        if (!node.isTextual() || !pattern.matcher(node.textValue()).matches()) {
            throw new UnreadableRecord(name + " must match " + pattern);
        }
        return node.textValue();
    }

    private static Duration duration(ObjectNode data, String name) throws UnreadableRecord {
        try {
            Duration time = data.has(name) ? Duration.parse(data.get(name).asText()) : null;
            if (time == null || !time.isNegative()) {
                return time;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw new UnreadableRecord(name + " must be an ISO 8601 duration from PT0S");
    }

    private static String image(JsonNode node, String where) throws UnreadableRecord {
        String name = node.isTextual() ? node.textValue() : "";
        try {
            if (name.startsWith(BucketAddress.SCHEME)) {
                BucketAddress.parse(name);
            } else if (!IMAGE.matcher(name).matches()) {
                WebAddress.parse(name);
            }
            return name;
        } catch (UnacceptableAddress e) {
            throw new UnreadableRecord(
                    where + " must hold image ids (SHA-256 in lower-case hexadecimal) or addresses: " + e.getMessage());
        }
    }

    private static int integer(ObjectNode data, String name, int least) throws UnreadableRecord {
        JsonNode node = data.path(name);
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < least) {
            throw new UnreadableRecord(name + " must be an integer from " + least);
        }
        return node.intValue();
    }

    private static void nested(ObjectNode data, String name, String member) throws UnreadableRecord {
        if (!data.path(name).path(member).isTextual()) {
            throw new UnreadableRecord(name + " must be an object with " + member);
        }
    }
}
