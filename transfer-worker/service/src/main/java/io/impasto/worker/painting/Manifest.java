package io.impasto.worker.painting;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.impasto.engine.objective.Losses;
import io.impasto.engine.quality.Quality;
import io.impasto.worker.transfers.Artifact;
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
        List<Changes.Made> changes,
        Quality quality,
        Artifact result,
        List<Artifact> artifacts) {

    static final String NAME = "manifest.json";
    static final String MEDIA_TYPE = "application/json";

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
