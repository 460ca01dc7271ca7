package io.impasto.worker.transfers;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.impasto.engine.objective.Losses;
import io.impasto.engine.transfer.TransferOptions;
import io.impasto.worker.transfers.TransferEvent.Cancelled;
import io.impasto.worker.transfers.TransferEvent.Completed;
import io.impasto.worker.transfers.TransferEvent.Expired;
import io.impasto.worker.transfers.TransferEvent.Failed;
import io.impasto.worker.transfers.TransferEvent.Paused;
import io.impasto.worker.transfers.TransferEvent.Preview;
import io.impasto.worker.transfers.TransferEvent.Progressed;
import io.impasto.worker.transfers.TransferEvent.Released;
import io.impasto.worker.transfers.TransferEvent.Reweighted;
import io.impasto.worker.transfers.TransferEvent.Started;
import io.impasto.worker.transfers.TransferEvent.Starting;

/** Events of every type, with and without what is optional. */
final class Happenings {

    private static final String SHA256 = "ab".repeat(32);
    private static final Network NETWORK = new Network("vgg19-slim", SHA256);
    private static final Losses LOSSES = new Losses(Map.of("style4_1", 0.5), Map.of("style1_1", 1.5), 0, 2);

    private Happenings() {}

    static Stream<TransferEvent> all() {
        JsonNode options = TransferOptions.builder().size(64).build().toJson();
        Progressed progressed = new Progressed(2, 7, 40, "vgg19-slim", 1, 2, 32, 24, LOSSES, 12.5, 2.0, null, null);
        return Stream.of(
                new Starting(1, "easel-1"),
                new Reweighted(1, 7, "control-1", options, options, null),
                new Reweighted(1, 7, "control-2", null, null, Problem.invalidOption("size", "size can't change.")),
                new Paused(1, 0, null),
                new Paused(1, 7, new TransferEvent.Saved(3, "checkpoints/0003.png", 7)),
                new Released(1, null, "the worker stops"),
                new Cancelled(1, 7),
                new Cancelled(1, null),
                new Expired(1, 7, Problem.deadlinePassed(Instant.parse("2026-01-01T12:00:10Z"))),
                new Started(1, "easel-1", NETWORK, null, 64, 48, 40, null, options, null),
                new Started(
                        2,
                        "easel-1",
                        NETWORK,
                        "cpu",
                        64,
                        48,
                        40,
                        12,
                        options,
                        new Started.Inputs(
                                "c".repeat(64), List.of("5".repeat(64)), null, List.of("-"), null, null, null, 6912)),
                progressed,
                progressed.showing(new Preview(1, "previews/2-0001.jpg", "image/jpeg", 32, 24)),
                progressed.saving(new TransferEvent.Saved(3, "checkpoints/0003.png", 5)),
                new Completed(
                        1,
                        NETWORK,
                        40,
                        1.25,
                        LOSSES,
                        0,
                        new Artifact("result.png", "image/png", 10, SHA256, 64, 48),
                        List.of(new Artifact("losses.csv", "text/csv", 10, SHA256, null, null)),
                        JsonNodeFactory.instance.objectNode().put("ssim", 0.4)),
                new Failed(1, Problem.invalidRequest("styles are missing.")),
                new Failed(1, Problem.invalidOption("size", "size must be a whole number.")),
                new Failed(6, Problem.attemptsExhausted(5)));
    }
}
