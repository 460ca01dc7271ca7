package io.impasto.stack.client;

import java.io.IOException;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * One server-sent event (WHATWG HTML, "Server-sent events").
 *
 * @param id the last event id that the stream has named, or empty
 * @param type {@code message} where the stream names none
 * @param data its lines, joined by line feeds
 */
public record ServerEvent(String id, String type, String data) {

    private static final Set<String> ENDS =
            Set.of("transfer.completed", "transfer.failed", "transfer.cancelled", "transfer.expired");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether it tells the end of a transfer: the gateway ends the stream after it. */
    public boolean isLast() {
        return ENDS.contains(type);
    }

    /** @throws GatewayException if the data is no JSON, as that of every event of a transfer is */
    public JsonNode json() {
        try {
            return JSON.readTree(data);
        } catch (IOException e) {
            throw new GatewayException("the gateway sent an event that is no JSON: " + data, e);
        }
    }
}
