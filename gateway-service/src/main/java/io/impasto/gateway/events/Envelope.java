package io.impasto.gateway.events;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A CloudEvent as a record of Kafka carries it, in either of the two modes of the Kafka protocol binding 1.0.2. Says nothing of
 * what its attributes and data must be.
 */
sealed interface Envelope {

    /** What the content type of a record in structured mode begins with. */
    String STRUCTURED = "application/cloudevents+json";

    /** The text of an attribute, or null if it has none. */
    String attribute(String name);

    /** What a person finds an attribute by. */
    String called(String name);

    /** Part of the trace: of the event itself, or else of its record. */
    String trace(String name);

    /** @throws UnreadableRecord if it is no JSON object */
    ObjectNode data() throws UnreadableRecord;

    /** @throws UnreadableRecord if the record claims to be in structured mode, and its value is no JSON object */
    static Envelope of(Headers headers, byte[] value) throws UnreadableRecord {
        String type = text(headers, "content-type");
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(STRUCTURED)
                ? new Structured(headers, object(value))
                : new Binary(headers, value);
    }

    /** Attributes in headers, data in the value. */
    record Binary(Headers headers, byte[] value) implements Envelope {

        @Override
        public String attribute(String name) {
            return text(headers, "ce_" + name);
        }

        @Override
        public String called(String name) {
            return "ce_" + name + " header";
        }

        @Override
        public String trace(String name) {
            return text(headers, name);
        }

        @Override
        public ObjectNode data() throws UnreadableRecord {
            return object(value);
        }
    }

    /** Everything in the value. */
    record Structured(Headers headers, ObjectNode event) implements Envelope {

        @Override
        public String attribute(String name) {
            JsonNode attribute = event.get(name);
            return attribute == null || !attribute.isValueNode() || attribute.isNull() ? null : attribute.asText();
        }

        @Override
        public String called(String name) {
            return "attribute " + name;
        }

        @Override
        public String trace(String name) {
            String own = attribute(name);
            return own == null ? text(headers, name) : own;
        }

        @Override
        public ObjectNode data() throws UnreadableRecord {
            if (event.get("data") instanceof ObjectNode data) {
                return data;
            }
            try {
                return object(event.path("data_base64").binaryValue());
            } catch (IOException e) {
                throw new UnreadableRecord("its data is no base64");
            }
        }
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static ObjectNode object(byte[] value) throws UnreadableRecord {
        if (value == null || value.length == 0) {
            throw new UnreadableRecord("it has no data");
        }
        if (value.length > EventReader.MAX_BYTES) {
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
}
