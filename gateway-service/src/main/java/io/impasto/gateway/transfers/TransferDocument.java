package io.impasto.gateway.transfers;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.gateway.events.Json;
import io.impasto.gateway.events.TransferRequest;
import io.impasto.gateway.events.TransferRequest.Webhook;

/**
 * A transfer as JSON, transfer.v1: the value in {@code impasto.transfers} and, {@linkplain #shown for clients}, the body
 * of the API's answers.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"id", "state", "attempt"})
public record TransferDocument(
        UUID id,
        State state,
        int attempt,
        String content,
        List<String> styles,
        JsonNode options,
        Webhook webhook,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt,
        String worker,
        JsonNode network,
        JsonNode progress,
        JsonNode losses,
        JsonNode result,
        JsonNode artifacts,
        JsonNode problem,
        String request,
        String fingerprint,
        JsonNode requestedOptions,
        EventSpan events,
        Map<String, Object> links) {

    /** The whole state, for the compacted topic. */
    static TransferDocument of(Transfer transfer) {
        Order order = transfer.order();
        TransferRequest asked = transfer.known() ? order.request() : null;
        Run run = transfer.run();
        return new TransferDocument(
                transfer.id(),
                run.state(),
                run.attempt(),
                asked == null ? null : asked.content(),
                asked == null ? null : asked.styles(),
                run.options() != null ? run.options() : asked == null ? null : asked.options(),
                asked == null ? null : asked.webhook(),
                asked == null ? null : order.createdAt(),
                run.startedAt(),
                run.finishedAt(),
                run.worker(),
                run.network(),
                run.progress(),
                run.losses(),
                run.result(),
                run.artifacts(),
                run.problem(),
                asked == null ? null : order.event(),
                asked == null ? null : asked.fingerprint(),
                asked == null ? null : asked.options(),
                transfer.events(),
                null);
    }

    /** What a client sees: without what only gateways need, with links. */
    public static TransferDocument shown(Transfer transfer) {
        TransferDocument d = of(transfer);
        return new TransferDocument(
                d.id,
                d.state,
                d.attempt,
                d.content,
                d.styles,
                d.options,
                d.webhook,
                d.createdAt,
                d.startedAt,
                d.finishedAt,
                d.worker,
                d.network,
                d.progress,
                d.losses,
                d.result,
                d.artifacts,
                d.problem,
                null,
                null,
                null,
                null,
                TransferLinks.of(transfer));
    }

    Transfer transfer() {
        JsonNode effective = options == null || options.equals(requestedOptions) ? null : options;
        Order order = content == null || styles == null || createdAt == null
                ? null
                : new Order(
                        request,
                        createdAt,
                        new TransferRequest(
                                content,
                                styles,
                                requestedOptions instanceof ObjectNode o ? o : null,
                                webhook,
                                fingerprint));
        Run run = new Run(
                state,
                attempt,
                startedAt,
                finishedAt,
                worker,
                network,
                effective,
                progress,
                losses,
                result,
                artifacts,
                problem);
        return new Transfer(id, order, run, events);
    }

    /** As stored in the compacted topic. */
    public static byte[] write(Transfer transfer) {
        try {
            return Json.MAPPER.writeValueAsBytes(of(transfer));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a transfer must be writable", e);
        }
    }

    /**
     * Reads what {@link #write} wrote, by this or another version.
     *
     * @throws IOException if it is none
     */
    public static Transfer read(byte[] json) throws IOException {
        TransferDocument document = Json.MAPPER.readValue(json, TransferDocument.class);
        if (document == null || document.id == null || document.state == null || document.attempt < 0) {
            throw new IOException("id, state or attempt is missing");
        }
        return document.transfer();
    }
}
