package io.impasto.gateway.transfers;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.gateway.events.Json;
import io.impasto.gateway.events.Position;
import io.impasto.gateway.events.Trace;
import io.impasto.gateway.events.TransferEvent.Cancel;
import io.impasto.gateway.events.TransferEvent.Cancelled;
import io.impasto.gateway.events.TransferEvent.Completed;
import io.impasto.gateway.events.TransferEvent.Expired;
import io.impasto.gateway.events.TransferEvent.Failed;
import io.impasto.gateway.events.TransferEvent.Head;
import io.impasto.gateway.events.TransferEvent.Pause;
import io.impasto.gateway.events.TransferEvent.Paused;
import io.impasto.gateway.events.TransferEvent.Progressed;
import io.impasto.gateway.events.TransferEvent.Purge;
import io.impasto.gateway.events.TransferEvent.Released;
import io.impasto.gateway.events.TransferEvent.Requested;
import io.impasto.gateway.events.TransferEvent.Resume;
import io.impasto.gateway.events.TransferEvent.Reweighted;
import io.impasto.gateway.events.TransferEvent.Started;
import io.impasto.gateway.events.TransferEvent.Starting;
import io.impasto.gateway.events.TransferRequest;

/** Events of one transfer, each at the offset that its test gives it. */
final class Events {

    static final UUID ID = UUID.fromString("0b6f7a52-6d1c-5a53-9d5e-3e0d7a1f4c11");
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Events() {}

    static Requested requested(String event) {
        return new Requested(
                head(event, 0), new TransferRequest("a".repeat(64), List.of("b".repeat(64)), null, null, null), 0);
    }

    static Requested requestedAnew(long offset, int priorAttempts) {
        Requested first = requested("r");
        return new Requested(head("r", offset), first.request(), priorAttempts);
    }

    static Cancel cancel(long offset) {
        return new Cancel(head("x", offset));
    }

    static Pause pause(long offset) {
        return new Pause(head("x", offset));
    }

    static Resume resume(long offset) {
        return new Resume(head("x", offset));
    }

    static Purge purge(long offset) {
        return new Purge(head("x", offset));
    }

    static Starting starting(long offset, int attempt) {
        ObjectNode data = data(attempt).put("worker", "worker-" + attempt);
        return new Starting(head("b", offset), attempt, data);
    }

    static Paused paused(long offset, int attempt) {
        return new Paused(head("h", offset), attempt, data(attempt));
    }

    static Released released(long offset, int attempt) {
        return new Released(head("g", offset), attempt, data(attempt));
    }

    static Reweighted reweighted(long offset, int attempt) {
        ObjectNode data = data(attempt).put("evaluation", 3);
        data.putObject("options").put("size", 256).put("styleWeight", 600);
        return new Reweighted(head("w", offset), attempt, data);
    }

    static Cancelled cancelled(long offset, int attempt) {
        return new Cancelled(head("k", offset), attempt, data(attempt));
    }

    static Expired expired(long offset, int attempt) {
        ObjectNode data = data(attempt);
        data.putObject("problem").put("type", "urn:impasto:problem:deadline-passed");
        return new Expired(head("d", offset), attempt, data);
    }

    private static ObjectNode data(int attempt) {
        return Json.MAPPER.createObjectNode().put("attempt", attempt);
    }

    static Started started(long offset, int attempt) {
        ObjectNode data = Json.MAPPER.createObjectNode();
        data.put("attempt", attempt).put("worker", "worker-" + attempt);
        data.putObject("options").put("size", 256);
        return new Started(head("s", offset), attempt, data);
    }

    static Progressed progressed(long offset, int attempt, int evaluation) {
        ObjectNode data = Json.MAPPER.createObjectNode();
        data.put("attempt", attempt).put("evaluation", evaluation);
        return new Progressed(head("p", offset), attempt, evaluation, data);
    }

    static Completed completed(long offset, int attempt) {
        ObjectNode data = Json.MAPPER.createObjectNode();
        data.put("attempt", attempt).putObject("result").put("name", "result.png");
        return new Completed(head("c", offset), attempt, data);
    }

    static Failed failed(long offset, int attempt) {
        ObjectNode data = Json.MAPPER.createObjectNode();
        data.put("attempt", attempt).putObject("problem").put("type", "urn:impasto:problem:x");
        return new Failed(head("f", offset), attempt, data);
    }

    private static Head head(String event, long offset) {
        return new Head(event, ID, NOON.plusSeconds(offset), new Position(2, offset), Trace.NONE);
    }
}
