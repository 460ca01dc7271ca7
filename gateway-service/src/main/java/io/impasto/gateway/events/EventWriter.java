package io.impasto.gateway.events;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

import io.impasto.gateway.events.TransferEvent.Cancel;
import io.impasto.gateway.events.TransferEvent.Control;
import io.impasto.gateway.events.TransferEvent.Head;
import io.impasto.gateway.events.TransferEvent.Pause;
import io.impasto.gateway.events.TransferEvent.Report;
import io.impasto.gateway.events.TransferEvent.Requested;
import io.impasto.gateway.events.TransferEvent.Resume;
import io.impasto.gateway.events.TransferEvent.Reweight;

/** Writes what the gateway publishes, as CloudEvents in one of Kafka's modes. */
public final class EventWriter {

    private static final String SOURCE = "/impasto/gateway";
    private static final String ATTRIBUTE = "ce_";

    private EventWriter() {}

    /** How an event lies in its record. */
    public enum Mode {
        /** Attributes in headers, data in the value. */
        BINARY,
        /** Everything in the value. */
        STRUCTURED
    }

    /** An event as it goes into a record. */
    public record Written(byte[] value, List<Header> headers) {}

    /** The event in this mode. */
    public static Written write(TransferEvent event, Mode mode) {
        byte[] data = data(event);
        List<Header> headers = headers(event);
        return mode == Mode.BINARY ? new Written(data, headers) : structured(event, data, headers);
    }

    private static Written structured(TransferEvent event, byte[] data, List<Header> headers) {
        ObjectNode whole = Json.MAPPER.createObjectNode();
        for (Header header : headers) {
            if (header.key().startsWith(ATTRIBUTE)) {
                String name = header.key().substring(ATTRIBUTE.length());
                whole.put(name, new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        if (event instanceof Requested requested && requested.priorAttempts() > 0) {
            whole.put(EventReader.PRIOR_ATTEMPTS, requested.priorAttempts());
        }
        whole.put("datacontenttype", "application/json");
        event.head().trace().headers().forEach(whole::put);
        whole.putRawValue("data", new RawValue(new String(data, StandardCharsets.UTF_8)));
        List<Header> outside = new ArrayList<>(List.of(header("content-type", Envelope.STRUCTURED)));
        event.head().trace().headers().forEach((name, value) -> outside.add(header(name, value)));
        return new Written(bytes(whole), outside);
    }

    /** The record's value in binary mode. */
    public static byte[] data(TransferEvent event) {
        if (event instanceof Requested requested) {
            return bytes(requested.request());
        }
        if (event instanceof Report report) {
            return bytes(report.data());
        }
        ObjectNode data = Json.MAPPER.createObjectNode();
        if (event instanceof Reweight reweight) {
            data.set("change", reweight.change());
        }
        return bytes(data);
    }

    /** The record's headers in binary mode. */
    public static List<Header> headers(TransferEvent event) {
        Head head = event.head();
        List<Header> headers = new ArrayList<>(List.of(
                header("ce_specversion", "1.0"),
                header("ce_id", head.id()),
                header("ce_source", SOURCE),
                header("ce_type", type(event)),
                header("ce_subject", head.transfer().toString()),
                header("ce_time", head.time().toString()),
                header("content-type", "application/json")));
        if (event instanceof Requested requested && requested.priorAttempts() > 0) {
            headers.add(header(ATTRIBUTE + EventReader.PRIOR_ATTEMPTS, String.valueOf(requested.priorAttempts())));
        }
        head.trace().headers().forEach((name, value) -> headers.add(header(name, value)));
        return headers;
    }

    /** Id of the event with which a transfer ends, the same whoever says it. */
    public static String endId(UUID transfer, String type) {
        return UUID.nameUUIDFromBytes((transfer + "/" + type).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static String type(TransferEvent event) {
        if (event instanceof Requested) {
            return EventTypes.REQUESTED;
        }
        if (event instanceof Control control) {
            return type(control);
        }
        return EventTypes.of((Report) event);
    }

    private static String type(Control control) {
        if (control instanceof Cancel) {
            return EventTypes.CANCEL;
        }
        if (control instanceof Pause) {
            return EventTypes.PAUSE;
        }
        if (control instanceof Resume) {
            return EventTypes.RESUME;
        }
        return control instanceof Reweight ? EventTypes.REWEIGHT : EventTypes.PURGE;
    }

    private static byte[] bytes(Object data) {
        try {
            return Json.MAPPER.writeValueAsBytes(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event must be writable", e);
        }
    }

    static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
