package io.impasto.worker.transfers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A CloudEvent as a record of Kafka carries it, in either of the two modes of the Kafka protocol binding 1.0.2. Anyone may have
 * written it, so nothing is taken on trust.
 */
public sealed interface CloudEvent {

    /** What the content type of a record in structured mode begins with. */
    String STRUCTURED = "application/cloudevents+json";

    /** The text of an attribute, such as {@code type}. */
    Optional<String> attribute(String name);

    /** What a person finds an attribute by. */
    String called(String name);

    /** Whose doing it is, as the event says, or else its record. */
    Trace trace();

    /** @throws IOException if it is not JSON; nothing of it is missing, but perhaps all */
    JsonNode data() throws IOException;

    /** @throws UncheckedIOException if the record claims to be in structured mode, and its value is not JSON */
    static CloudEvent of(ConsumerRecord<byte[], byte[]> record) {
        boolean structured = RecordHeader.text(record, "content-type")
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith(STRUCTURED))
                .isPresent();
        return structured
                ? new Structured(
                        record, Json.read(record.value() == null ? new byte[0] : record.value(), JsonNode.class))
                : new Binary(record);
    }

    /** An attribute of what may be no event at all. */
    static Optional<String> attribute(ConsumerRecord<byte[], byte[]> record, String name) {
        try {
            return of(record).attribute(name);
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** Attributes in headers, data in the value. */
    record Binary(ConsumerRecord<byte[], byte[]> record) implements CloudEvent {

        @Override
        public Optional<String> attribute(String name) {
            return RecordHeader.text(record, "ce_" + name);
        }

        @Override
        public String called(String name) {
            return "the header ce_" + name;
        }

        @Override
        public Trace trace() {
            return Trace.of(RecordHeader.text(record, Trace.PARENT), RecordHeader.text(record, Trace.STATE));
        }

        @Override
        public JsonNode data() throws IOException {
            return record.value() == null || record.value().length == 0
                    ? MissingNode.getInstance()
                    : Json.tree(record.value());
        }
    }

    /** Everything in the value. */
    record Structured(ConsumerRecord<byte[], byte[]> record, JsonNode event) implements CloudEvent {

        @Override
        public Optional<String> attribute(String name) {
            JsonNode attribute = event.path(name);
            return attribute.isValueNode() && !attribute.isNull() ? Optional.of(attribute.asText()) : Optional.empty();
        }

        @Override
        public String called(String name) {
            return "the attribute " + name;
        }

        @Override
        public Trace trace() {
            return Trace.of(
                    attribute(Trace.PARENT).or(() -> RecordHeader.text(record, Trace.PARENT)),
                    attribute(Trace.STATE).or(() -> RecordHeader.text(record, Trace.STATE)));
        }

        @Override
        public JsonNode data() throws IOException {
            JsonNode encoded = event.path("data_base64");
            return encoded.isTextual() ? Json.tree(encoded.binaryValue()) : event.path("data");
        }
    }
}
