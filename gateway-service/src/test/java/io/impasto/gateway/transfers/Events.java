package io.impasto.gateway.transfers;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.gateway.events.Json;
import io.impasto.gateway.events.Position;
import io.impasto.gateway.events.TransferEvent.Completed;
import io.impasto.gateway.events.TransferEvent.Failed;
import io.impasto.gateway.events.TransferEvent.Head;
import io.impasto.gateway.events.TransferEvent.Progressed;
import io.impasto.gateway.events.TransferEvent.Requested;
import io.impasto.gateway.events.TransferEvent.Started;
import io.impasto.gateway.events.TransferRequest;

/** Events of one transfer, each at the offset that its test gives it. */
final class Events {

    static final UUID ID = UUID.fromString("0b6f7a52-6d1c-5a53-9d5e-3e0d7a1f4c11");
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Events() {}

    static Requested requested(String event) {
        return new Requested(
                head(event, 0), new TransferRequest("a".repeat(64), List.of("b".repeat(64)), null, null, null));
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
        return new Head(event, ID, NOON.plusSeconds(offset), new Position(2, offset));
    }
}
