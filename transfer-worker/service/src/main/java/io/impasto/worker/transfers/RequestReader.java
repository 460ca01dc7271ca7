package io.impasto.worker.transfers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.impasto.egress.BucketAddress;
import io.impasto.egress.UnacceptableAddress;
import io.impasto.egress.WebAddress;
import io.impasto.engine.transfer.InvalidOption;
import io.impasto.engine.transfer.TransferOptions;

/** Reads records of the queue. Anyone may have written them, so nothing is taken on trust and nothing thrown. */
public final class RequestReader {

    /** The type of event that asks for a painting. */
    public static final String TYPE = "io.impasto.transfer.requested.v1";

    private static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_ID = 256;
    private static final int MAX_STYLES = 8;
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
    private static final String DEFAULT_TENANT = "default";
    private static final String IMAGE_NAMES =
            "its SHA-256, 64 lower-case hexadecimal digits, or by an address that begins with https:// or s3://";
    private static final Pattern IMAGE_ID = Pattern.compile("[0-9a-f]{64}");

    private static final List<String> IMAGE_OPTIONS =
            List.of("startImage", "contentMasks", "styleMasks", "contentRegions", "styleRegions");

    private RequestReader() {}

    /** What the record is. */
    public static Incoming read(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() != null && record.value().length > MAX_BYTES) {
            return new Incoming.Unreadable("its value is longer than " + MAX_BYTES + " bytes");
        }
        try {
            return read(record, CloudEvent.of(record));
        } catch (UncheckedIOException e) {
            return new Incoming.Unreadable("it is no CloudEvent in structured mode, because its value is not JSON: "
                    + e.getCause().getMessage());
        }
    }

    private static Incoming read(ConsumerRecord<byte[], byte[]> record, CloudEvent event) {
        Optional<String> type = event.attribute("type");
        if (type.isEmpty()) {
            return new Incoming.Unreadable("it is no CloudEvent: " + event.called("type") + " is missing");
        }
        if (!type.get().equals(TYPE)) {
            return new Incoming.Foreign(type.get());
        }
        if (!event.attribute("specversion").equals(Optional.of("1.0"))) {
            return new Incoming.Unreadable(event.called("specversion") + " is not 1.0");
        }
        Optional<String> request = event.attribute("id").filter(id -> !id.isBlank() && id.length() <= MAX_ID);
        if (request.isEmpty()) {
            return new Incoming.Unreadable(event.called("id") + " is missing or longer than " + MAX_ID + " characters");
        }
        if (record.key() == null) {
            return new Incoming.Unreadable("it has no key; the key is the transfer's id");
        }
        String transfer = new String(record.key(), StandardCharsets.UTF_8);
        if (!UUID.matcher(transfer).matches()) {
            return new Incoming.Unreadable("its key is not a UUID in lower case, so it names no transfer");
        }
        if (event.attribute("subject")
                .filter(subject -> !subject.equals(transfer))
                .isPresent()) {
            return new Incoming.Unreadable(event.called("subject") + " is not the record's key");
        }
        return read(event, transfer, request.get());
    }

    private static Incoming read(CloudEvent event, String transfer, String request) {
        try {
            JsonNode data = event.data();
            if (!data.isObject()) {
                return new Incoming.Unreadable("its data is missing, or no JSON object");
            }
            return new Incoming.Accepted(new TransferRequest(
                    transfer,
                    request,
                    tenant(data),
                    image(data.path("content"), "content"),
                    styles(data),
                    options(data),
                    deadline(data),
                    event.trace()));
        } catch (JsonProcessingException e) {
            return new Incoming.Unreadable("its data is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            return new Incoming.Unreadable("its data is not JSON: " + e.getMessage());
        } catch (Refusal e) {
            return new Incoming.Refused(transfer, request, event.trace(), e.problem());
        }
    }

    private static List<String> styles(JsonNode data) {
        JsonNode styles = data.path("styles");
        if (!styles.isArray() || styles.isEmpty() || styles.size() > MAX_STYLES) {
            throw new Refusal(Problem.invalidRequest("styles must be an array of 1 to " + MAX_STYLES + " image ids."));
        }
        List<String> ids = new ArrayList<>();
        styles.forEach(style -> ids.add(image(style, "styles")));
        return ids;
    }

    /** An id, or an address; whether anything may be fetched from there is storage-service's to say. */
    private static String image(JsonNode value, String member) {
        String name = value.isTextual() ? value.textValue() : "";
        if (!namesImage(name)) {
            throw new Refusal(Problem.invalidRequest(member + " must name an image by " + IMAGE_NAMES + "."));
        }
        checkAddress(name, member);
        return name;
    }

    private static boolean namesImage(String name) {
        return IMAGE_ID.matcher(name).matches() || TransferRequest.isAddress(name);
    }

    private static void checkAddress(String name, String member) {
        if (!TransferRequest.isAddress(name)) {
            return;
        }
        try {
            if (name.startsWith(BucketAddress.SCHEME)) {
                BucketAddress.parse(name);
            } else {
                WebAddress.parse(name);
            }
        } catch (UnacceptableAddress e) {
            throw new Refusal(Problem.image("invalid-image-address", member + ": " + e.getMessage()));
        }
    }

    private static String tenant(JsonNode data) {
        JsonNode tenant = data.path("tenant");
        if (tenant.isMissingNode() || tenant.isNull()) {
            return DEFAULT_TENANT;
        }
        if (!tenant.isTextual() || !TENANT.matcher(tenant.textValue()).matches()) {
            throw new Refusal(Problem.invalidRequest("tenant must match " + TENANT + "."));
        }
        return tenant.textValue();
    }

    private static TransferOptions options(JsonNode data) {
        JsonNode options = data.path("options");
        if (options.isMissingNode() || options.isNull()) {
            options = JsonNodeFactory.instance.objectNode();
        }
        try {
            TransferOptions read = TransferOptions.fromJson(options);
            for (String option : IMAGE_OPTIONS) {
                for (String image : images(options.path(option))) {
                    if (!namesImage(image)) {
                        throw new InvalidOption(option, option + " must name an image by " + IMAGE_NAMES);
                    }
                    checkAddress(image, "options." + option);
                }
            }
            return read;
        } catch (InvalidOption e) {
            throw Refusal.of(e);
        }
    }

    private static List<String> images(JsonNode named) {
        List<String> images = new ArrayList<>();
        for (JsonNode each : named.isArray() ? named : List.of(named)) {
            if (each.isTextual() && !each.textValue().equals(TransferOptions.NO_MASK)) {
                images.add(each.textValue());
            }
        }
        return images;
    }

    private static Optional<Instant> deadline(JsonNode data) {
        JsonNode deadline = data.path("deadline");
        if (deadline.isMissingNode() || deadline.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(deadline.asText()).toInstant());
        } catch (DateTimeParseException e) {
            throw new Refusal(Problem.invalidRequest("deadline must be an instant such as 2026-01-01T12:00:00Z."));
        }
    }
}
