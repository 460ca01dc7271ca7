package io.impasto.gateway.transfers;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.gateway.events.Json;
import io.impasto.gateway.events.Trace;
import io.impasto.gateway.events.TransferRequest;
import io.impasto.gateway.events.TransferRequest.Webhook;

/**
 * A transfer as JSON, transfer.v1: the value in {@code impasto.transfers} and, {@linkplain #shown for clients} without what
 * only gateways need, the body of the API's answers.
 *
 * @param times when the work entered each of its states; for clients those of the wishes as well
 * @param work how the work stands, where that is not the state
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"id", "state", "attempt"})
public record TransferDocument(
        UUID id,
        State state,
        int attempt,
        String tenant,
        String content,
        List<String> styles,
        JsonNode options,
        Webhook webhook,
        Map<String, String> labels,
        UUID group,
        UUID continues,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt,
        Instant deadline,
        Instant expiresAt,
        Instant purgedAt,
        Map<State, Instant> times,
        String worker,
        JsonNode network,
        JsonNode progress,
        JsonNode losses,
        JsonNode result,
        JsonNode artifacts,
        JsonNode quality,
        JsonNode problem,
        String request,
        Instant requestedAt,
        String fingerprint,
        JsonNode requestedOptions,
        Duration retention,
        State work,
        Wishes wishes,
        JsonNode inputs,
        EventSpan events,
        String traceparent,
        String tracestate,
        Long pixels) {

    private static final List<String> ON_THE_TOPIC_ONLY = List.of(
            "request",
            "requestedAt",
            "fingerprint",
            "retention",
            "work",
            "wishes",
            "inputs",
            "events",
            "traceparent",
            "tracestate",
            "pixels");

    /** The whole state, for the compacted topic. */
    static TransferDocument of(Transfer transfer) {
        Order order = transfer.order();
        TransferRequest asked = transfer.known() ? order.request() : null;
        Run run = transfer.run();
        Purged purged = transfer.purged();
        return new TransferDocument(
                transfer.id(),
                transfer.state(),
                run.attempt(),
                purged != null ? purged.tenant() : asked == null ? null : asked.tenant(),
                asked == null ? null : asked.content(),
                asked == null ? null : asked.styles(),
                run.options() != null ? run.options() : asked == null ? null : asked.options(),
                asked == null ? null : asked.webhook(),
                asked == null ? null : asked.labels(),
                asked == null ? null : asked.group(),
                asked == null ? null : asked.continues(),
                asked == null ? null : order.createdAt(),
                run.times().get(State.RUNNING),
                run.finishedAt(),
                asked == null ? null : asked.deadline(),
                transfer.expiresAt(),
                purged == null ? null : purged.at(),
                run.times().isEmpty() ? null : run.times(),
                run.worker(),
                run.network(),
                run.progress(),
                run.losses(),
                run.result(),
                run.artifacts(),
                run.quality(),
                run.problem(),
                asked == null ? null : order.event(),
                asked == null ? null : order.again(),
                asked == null ? null : asked.fingerprint(),
                asked == null ? null : asked.options(),
                asked == null ? null : asked.retention(),
                run.state() == transfer.state() ? null : run.state(),
                transfer.wishes().equals(Wishes.NONE) ? null : transfer.wishes(),
                run.inputs(),
                transfer.events(),
                asked == null ? null : order.trace().parent(),
                asked == null ? null : order.trace().state(),
                asked == null ? null : asked.pixels());
    }

    /** What a client sees of a known transfer: without what only gateways need, with all times and with links. */
    public static ObjectNode shown(Transfer transfer) {
        ObjectNode document = Json.MAPPER.valueToTree(of(transfer));
        document.remove(ON_THE_TOPIC_ONLY);
        JsonNode inputs = transfer.run().inputs();
        for (String images : List.of("content", "styles")) {
            if (inputs != null && inputs.has(images)) {
                document.set(images, inputs.get(images));
            }
        }
        document.set("times", Json.MAPPER.valueToTree(times(transfer)));
        document.set("links", Json.MAPPER.valueToTree(TransferLinks.of(transfer)));
        return document;
    }

    private static Map<State, Instant> times(Transfer transfer) {
        Map<State, Instant> times = new EnumMap<>(State.class);
        times.put(State.QUEUED, transfer.createdAt());
        times.putAll(transfer.run().times());
        Instant since = transfer.wishes().since();
        if (since == null) {
            return times;
        }
        if (transfer.wishes().wish() == Wishes.Wish.CANCEL) {
            // one that is said to be older than the transfer, or younger than its end, changed nothing
            boolean idle = transfer.terminal()
                    && (since.isBefore(transfer.createdAt()) || since.isAfter(transfer.finishedAt()));
            if (!idle) {
                times.put(State.CANCELLING, since);
            }
        } else if (transfer.state() != transfer.run().state()) {
            times.put(transfer.state(), since);
        } else if (transfer.wishes().wish() == Wishes.Wish.RUN
                && !transfer.run().takenBefore(since)) {
            times.merge(State.QUEUED, since, (one, other) -> one.isAfter(other) ? one : other);
        }
        return times;
    }

    Transfer transfer() {
        JsonNode effective = options == null || options.equals(requestedOptions) ? null : options;
        boolean ordered = content != null && styles != null && createdAt != null;
        Order order = !ordered
                ? null
                : new Order(
                        request,
                        createdAt,
                        requestedAt,
                        new TransferRequest(
                                content,
                                styles,
                                requestedOptions instanceof ObjectNode o ? o : null,
                                webhook,
                                fingerprint,
                                tenant,
                                labels,
                                deadline,
                                retention,
                                group,
                                pixels,
                                continues),
                        Trace.of(traceparent, tracestate));
        Run run = new Run(
                work == null ? state : work,
                attempt,
                times == null ? timesOfOld() : times,
                worker,
                network,
                effective,
                inputs,
                progress,
                losses,
                result,
                artifacts,
                quality,
                problem);
        return new Transfer(
                id,
                order,
                run,
                wishes == null ? Wishes.NONE : wishes,
                events,
                purgedAt == null
                        ? null
                        : new Purged(tenant == null ? TransferRequest.DEFAULT_TENANT : tenant, purgedAt));
    }

    /** Of a document from before there were times. */
    private Map<State, Instant> timesOfOld() {
        Map<State, Instant> old = new EnumMap<>(State.class);
        if (startedAt != null) {
            old.put(State.RUNNING, startedAt);
        }
        if (finishedAt != null) {
            old.put(state, finishedAt);
        }
        return old;
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
