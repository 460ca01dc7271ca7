package io.impasto.worker.painting;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.engine.objective.Losses;
import io.impasto.engine.quality.Quality;
import io.impasto.engine.transfer.TransferReport;
import io.impasto.worker.transfers.Artifact;
import io.impasto.worker.transfers.Json;
import io.impasto.worker.transfers.Network;
import io.impasto.worker.transfers.TransferEvent.Completed;

/**
 * What made a painting, in {@code manifest.json}; written last, so that where it is, everything is.
 *
 * @param network that painted the result
 * @param previewNetwork that painted before it, at low size; null if none did
 * @param execution device and precision that painted, such as {@code cpu float32}
 * @param evaluations done, over all levels and attempts
 * @param seconds worker time of the last attempt
 * @param changes of weights while it was painted; null if there were none
 * @param quality figures of the painting; null if it was not judged
 */
record Manifest(
        String transfer,
        String request,
        int attempt,
        String worker,
        Network network,
        Network previewNetwork,
        String execution,
        String content,
        List<String> styles,
        JsonNode options,
        int width,
        int height,
        int evaluations,
        double seconds,
        Losses losses,
        int rollbacks,
        List<Change> changes,
        Quality quality,
        Artifact result,
        List<Artifact> artifacts) {

    static final String NAME = "manifest.json";
    static final String MEDIA_TYPE = "application/json";

    /**
     * Other options for a painting that was under way.
     *
     * @param evaluation after which they took effect, in whatever attempt that was
     * @param options that were changed, as they became
     */
    record Change(int evaluation, ObjectNode options) {}

    /** What the engine changed on the way, in order. */
    static List<Change> changes(List<TransferReport.Reweighting> reweightings) {
        SortedMap<Integer, ObjectNode> changes = new TreeMap<>();
        for (TransferReport.Reweighting one : reweightings) {
            changes.computeIfAbsent(one.evaluation() - 1, evaluation -> JsonNodeFactory.instance.objectNode())
                    .set(one.option(), Json.read(one.to().getBytes(StandardCharsets.UTF_8), JsonNode.class));
        }
        return changes.entrySet().stream()
                .map(change -> new Change(change.getKey(), change.getValue()))
                .toList();
    }

    /** The event that announces it, this file included among the artifacts. */
    Completed completed(Artifact self) {
        List<Artifact> all = new ArrayList<>(artifacts);
        all.add(self);
        return new Completed(
                attempt,
                network,
                evaluations,
                seconds,
                losses,
                rollbacks,
                result,
                all,
                quality == null ? null : quality.toJson());
    }
}
