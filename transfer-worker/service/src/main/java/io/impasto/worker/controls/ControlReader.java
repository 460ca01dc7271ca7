package io.impasto.worker.controls;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.impasto.worker.transfers.Json;
import io.impasto.worker.transfers.RecordHeader;

/** Reads controls, CloudEvents in binary or structured mode. What is none is passed over: the gateway puts it aside. */
final class ControlReader {

    private static final String PREFIX = "io.impasto.transfer.control.";
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_ID = 256;
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** A control and whose it is. */
    record Addressed(String transfer, Control control) {}

    private record Envelope(String specversion, String id, String type, String subject, JsonNode data) {}

    private ControlReader() {}

    static Optional<Addressed> read(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() != null && record.value().length > MAX_BYTES) {
            return Optional.empty();
        }
        String transfer = new String(record.key(), StandardCharsets.UTF_8);
        if (!UUID.matcher(transfer).matches()) {
            return Optional.empty();
        }
        try {
            Envelope envelope = envelope(record);
            boolean ours = "1.0".equals(envelope.specversion())
                    && envelope.id() != null
                    && !envelope.id().isBlank()
                    && envelope.id().length() <= MAX_ID
                    && (envelope.subject() == null || envelope.subject().equals(transfer));
            return ours ? control(envelope).map(control -> new Addressed(transfer, control)) : Optional.empty();
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static Envelope envelope(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        if (RecordHeader.text(record, "content-type")
                .filter(type -> type.startsWith(STRUCTURED))
                .isPresent()) {
            return Json.read(value, Envelope.class);
        }
        return new Envelope(
                RecordHeader.text(record, "ce_specversion").orElse(null),
                RecordHeader.text(record, "ce_id").orElse(null),
                RecordHeader.text(record, "ce_type").orElse(null),
                record.headers().lastHeader("ce_subject") == null
                        ? null
                        : RecordHeader.text(record, "ce_subject").orElse(""),
                value.length == 0 ? null : Json.read(value, JsonNode.class));
    }

    private static Optional<Control> control(Envelope envelope) {
        String type = envelope.type() == null ? "" : envelope.type();
        return switch (type) {
            case PREFIX + "cancel.v1", PREFIX + "purge.v1" -> Optional.of(new Control.Cancel());
            case PREFIX + "pause.v1" -> Optional.of(new Control.Pause());
            case PREFIX + "resume.v1" -> Optional.of(new Control.Resume());
            case PREFIX + "reweight.v1" -> Optional.ofNullable(envelope.data())
                    .map(data -> data.path("change"))
                    .filter(JsonNode::isObject)
                    .map(change -> new Control.Reweight(envelope.id(), change));
            default -> Optional.empty();
        };
    }
}
