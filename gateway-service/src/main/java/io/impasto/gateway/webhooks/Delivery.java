package io.impasto.gateway.webhooks;

import java.io.IOException;
import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.gateway.events.Json;
import io.impasto.gateway.events.Trace;
import io.impasto.gateway.events.TransferRequest;

/**
 * The delivery of one webhook and how it stands; the value of a record of {@code impasto.deliveries}, whose latest one per
 * id counts.
 *
 * @param id {@code webhook-id}: the same for the same end of the same transfer, however often it is sent
 * @param attempt sendings so far
 * @param notBefore when the next one is due
 * @param body exactly what is sent each time
 * @param status HTTP status of the last sending, or null
 * @param error why the last sending did not succeed, or null
 * @param since when that happened which is told, or null in records of before
 * @param tenant whose receiver it is, or null in records of before
 * @param traceparent whose doing it is, or null
 * @param tracestate likewise
 * @param asked true where someone wants it sent now, whatever was before, and where that was accepted; else null
 */
public record Delivery(
        String id,
        UUID transfer,
        String url,
        Outcome outcome,
        int attempt,
        Instant notBefore,
        String body,
        Integer status,
        String error,
        Instant since,
        String tenant,
        String traceparent,
        String tracestate,
        Boolean asked) {

    /** How a delivery stands. */
    public enum Outcome {
        /** Still to be sent. */
        @JsonProperty("pending")
        PENDING,
        /** Accepted by the receiver. */
        @JsonProperty("delivered")
        DELIVERED,
        /** The receiver answered 410: it wants no more of this. */
        @JsonProperty("gone")
        GONE,
        /** All attempts are used up. */
        @JsonProperty("exhausted")
        EXHAUSTED,
        /** Not sent: the receiver has answered 410 to an earlier one of the tenant. */
        @JsonProperty("disabled")
        DISABLED
    }

    /**
     * The first delivery of an event.
     *
     * @param id of the message: the same for the same event of the same transfer
     * @param tenant whose transfer it is
     * @param type of the event
     * @param time of the event
     * @param state the transfer as clients see it
     */
    public static Delivery first(
            String id,
            UUID transfer,
            String tenant,
            String url,
            String type,
            Instant time,
            JsonNode state,
            Trace trace) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("type", type);
        body.put("timestamp", time.toString());
        body.set("data", state);
        return new Delivery(
                id,
                transfer,
                url,
                Outcome.PENDING,
                0,
                time,
                body.toString(),
                null,
                null,
                time,
                tenant,
                trace.parent(),
                trace.state(),
                null);
    }

    Trace trace() {
        return Trace.of(traceparent, tracestate);
    }

    Delivery delivered(int answered) {
        return as(Outcome.DELIVERED, attempt + 1, null, answered, null, asked);
    }

    Delivery gone(int answered) {
        return after(Outcome.GONE, null, answered, "the receiver wants no more of this");
    }

    Delivery retry(Instant due, Integer answered, String reason) {
        return after(Outcome.PENDING, due, answered, reason);
    }

    Delivery exhausted(Integer answered, String reason) {
        return after(Outcome.EXHAUSTED, null, answered, reason);
    }

    Delivery disabled() {
        return as(Outcome.DISABLED, attempt, null, status, "the receiver wants no more of this tenant's", null);
    }

    /** The same, to be sent now because someone asks for it. */
    public Delivery asked(Instant now) {
        return as(Outcome.PENDING, attempt, now, status, error, true);
    }

    /** Whose receiver it is, of all tenants' the one. */
    String receiver() {
        return (tenant == null ? TransferRequest.DEFAULT_TENANT : tenant) + " " + url;
    }

    /** The type of the event that it tells. */
    public String type() {
        try {
            return Json.MAPPER.readTree(body).path("type").asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private Delivery after(Outcome next, Instant due, Integer answered, String reason) {
        return as(next, attempt + 1, due, answered, reason, null);
    }

    private Delivery as(Outcome next, int sendings, Instant due, Integer answered, String reason, Boolean wanted) {
        return new Delivery(
                id,
                transfer,
                url,
                next,
                sendings,
                due,
                body,
                answered,
                reason,
                since,
                tenant,
                traceparent,
                tracestate,
                wanted);
    }

    public byte[] write() {
        try {
            return Json.MAPPER.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a delivery must be writable", e);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it is none
     */
    static Delivery read(byte[] json) throws IOException {
        if (json == null) {
            throw new IOException("there is no value");
        }
        Delivery delivery = Json.MAPPER.readValue(json, Delivery.class);
        boolean whole = delivery != null
                && delivery.id != null
                && delivery.transfer != null
                && delivery.url != null
                && delivery.outcome != null
                && delivery.body != null
                && delivery.attempt >= 0
                && (delivery.outcome != Outcome.PENDING || delivery.notBefore != null);
        if (!whole) {
            throw new IOException("id, transfer, url, outcome, attempt, notBefore or body is missing");
        }
        return delivery;
    }
}
