package io.impasto.gateway.events;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

import io.impasto.gateway.events.TransferEvent.Head;
import io.impasto.gateway.events.TransferEvent.Requested;

/** Writes the one event that the gateway publishes, as a CloudEvent in Kafka's binary mode. */
public final class EventWriter {

    private static final String SOURCE = "/impasto/gateway";

    private EventWriter() {}

    /** The record's value. */
    public static byte[] data(Requested event) {
        try {
            return Json.MAPPER.writeValueAsBytes(event.request());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request must be writable", e);
        }
    }

    /** The record's headers. */
    public static List<Header> headers(Requested event) {
        Head head = event.head();
        return List.of(
                header("ce_specversion", "1.0"),
                header("ce_id", head.id()),
                header("ce_source", SOURCE),
                header("ce_type", EventTypes.REQUESTED),
                header("ce_subject", head.transfer().toString()),
                header("ce_time", head.time().toString()),
                header("content-type", "application/json"));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
