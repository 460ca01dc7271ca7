package io.impasto.gateway.events;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

import io.impasto.gateway.events.TransferEvent.Completed;
import io.impasto.gateway.events.TransferEvent.Failed;
import io.impasto.gateway.events.TransferEvent.Head;
import io.impasto.gateway.events.TransferEvent.Progressed;
import io.impasto.gateway.events.TransferEvent.Requested;
import io.impasto.gateway.events.TransferEvent.Started;
import io.impasto.gateway.events.TransferRequest.Webhook;

/**
 * Reads CloudEvents in Kafka's binary mode. Checks what the gateway relies on; members it does not know pass, so that the
 * schemas can grow. Whether options make sense is the worker's to say, in a {@code transfer.failed}.
 */
public final class EventReader {

    private static final Pattern IMAGE_ID = Pattern.compile("[0-9a-f]{64}");
    private static final int MAX_STYLES = 8;
    private static final int MAX_BYTES = 1 << 20;

    private EventReader() {}

    /**
     * Reads one record.
     *
     * @return the event, or nothing if its type is none that this version knows
     * @throws UnreadableRecord with the reason, if it is not a well-formed event
     */
    public static Optional<TransferEvent> read(
            Headers headers, byte[] key, byte[] value, long timestamp, Position position) throws UnreadableRecord {
        String type = text(headers, "ce_type");
        if (type == null) {
            throw new UnreadableRecord("it has no ce_type header");
        }
        return switch (type) {
            case EventTypes.REQUESTED -> {
                Head head = head(headers, key, timestamp, position);
                yield Optional.of(new Requested(head, request(object(value))));
            }
            case EventTypes.STARTED -> {
                Head head = head(headers, key, timestamp, position);
                ObjectNode data = object(value);
                yield Optional.of(new Started(head, positive(data, "attempt"), data));
            }
            case EventTypes.PROGRESSED -> {
                Head head = head(headers, key, timestamp, position);
                ObjectNode data = object(value);
                yield Optional.of(new Progressed(head, positive(data, "attempt"), positive(data, "evaluation"), data));
            }
            case EventTypes.COMPLETED -> {
                Head head = head(headers, key, timestamp, position);
                ObjectNode data = object(value);
                nested(data, "result", "name");
                yield Optional.of(new Completed(head, positive(data, "attempt"), data));
            }
            case EventTypes.FAILED -> {
                Head head = head(headers, key, timestamp, position);
                ObjectNode data = object(value);
                nested(data, "problem", "type");
                yield Optional.of(new Failed(head, positive(data, "attempt"), data));
            }
            default -> Optional.empty();
        };
    }

    private static Head head(Headers headers, byte[] key, long timestamp, Position position) throws UnreadableRecord {
        String id = text(headers, "ce_id");
        if (id == null || id.isBlank()) {
            throw new UnreadableRecord("it has no ce_id header");
        }
        String subject = text(headers, "ce_subject");
        if (key == null || subject == null || !subject.equals(new String(key, StandardCharsets.UTF_8))) {
            throw new UnreadableRecord("key and ce_subject must both be the transfer's id");
        }
        return new Head(id, uuid(subject), time(text(headers, "ce_time"), timestamp), position);
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

    private static Instant time(String text, long timestamp) throws UnreadableRecord {
        try {
            return text == null
                    ? Instant.ofEpochMilli(timestamp)
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new UnreadableRecord("ce_time must be an RFC 3339 time");
        }
    }

    private static ObjectNode object(byte[] value) throws UnreadableRecord {
        if (value == null || value.length == 0) {
            throw new UnreadableRecord("it has no data");
        }
        if (value.length > MAX_BYTES) {
            throw new UnreadableRecord("its data is larger than 1 MiB");
        }
        try {
            if (Json.MAPPER.readTree(value) instanceof ObjectNode object) {
                return object;
            }
            throw new UnreadableRecord("its data is not a JSON object");
        } catch (JsonProcessingException e) {
            throw new UnreadableRecord("its data is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UnreadableRecord("its data cannot be read: " + e.getMessage());
        }
    }

    private static TransferRequest request(ObjectNode data) throws UnreadableRecord {
        JsonNode styles = data.path("styles");
        if (!styles.isArray() || styles.isEmpty() || styles.size() > MAX_STYLES) {
            throw new UnreadableRecord("styles must be an array of 1 to 8 image ids");
        }
        List<String> ids = new ArrayList<>();
        for (JsonNode style : styles) {
            ids.add(imageId(style, "styles"));
        }
        JsonNode options = data.get("options");
        if (options != null && !options.isObject()) {
            throw new UnreadableRecord("options must be an object");
        }
        JsonNode url = data.path("webhook").path("url");
        return new TransferRequest(
                imageId(data.path("content"), "content"),
                ids,
                (ObjectNode) options,
                url.isTextual() ? new Webhook(url.textValue()) : null,
                data.path("fingerprint").textValue());
    }

    private static String imageId(JsonNode node, String where) throws UnreadableRecord {
        if (!node.isTextual() || !IMAGE_ID.matcher(node.textValue()).matches()) {
            throw new UnreadableRecord(where + " must hold image ids (SHA-256 in lower-case hexadecimal)");
        }
        return node.textValue();
    }

    private static int positive(ObjectNode data, String name) throws UnreadableRecord {
        JsonNode node = data.path(name);
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 1) {
            throw new UnreadableRecord(name + " must be an integer from 1");
        }
        return node.intValue();
    }

    private static void nested(ObjectNode data, String name, String member) throws UnreadableRecord {
        if (!data.path(name).path(member).isTextual()) {
            throw new UnreadableRecord(name + " must be an object with " + member);
        }
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
