package io.impasto.worker.controls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.impasto.worker.transfers.CloudEvent;

/** Reads controls, CloudEvents in binary or structured mode. What is none is passed over: the gateway puts it aside. */
final class ControlReader {

    private static final String PREFIX = "io.impasto.transfer.control.";
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_ID = 256;
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** A control and whose it is. */
    record Addressed(String transfer, Control control) {}

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
            CloudEvent event = CloudEvent.of(record);
            boolean ours = event.attribute("specversion").equals(Optional.of("1.0"))
                    && event.attribute("id")
                            .filter(id -> !id.isBlank() && id.length() <= MAX_ID)
                            .isPresent()
                    && event.attribute("subject")
                            .filter(subject -> !subject.equals(transfer))
                            .isEmpty();
            return ours ? control(event).map(control -> new Addressed(transfer, control)) : Optional.empty();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Control> control(CloudEvent event) throws IOException {
        JsonNode data = event.data();
        return switch (event.attribute("type").orElse("")) {
            case PREFIX + "cancel.v1", PREFIX + "purge.v1" -> Optional.of(new Control.Cancel());
            case PREFIX + "pause.v1" -> Optional.of(new Control.Pause());
            case PREFIX + "resume.v1" -> Optional.of(new Control.Resume());
            case PREFIX + "reweight.v1" -> Optional.of(data.path("change"))
                    .filter(JsonNode::isObject)
                    .map(change -> new Control.Reweight(event.attribute("id").orElseThrow(), change));
            default -> Optional.empty();
        };
    }
}
