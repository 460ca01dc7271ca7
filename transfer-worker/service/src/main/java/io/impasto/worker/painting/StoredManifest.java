package io.impasto.worker.painting;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.engine.objective.Losses;
import io.impasto.engine.quality.Quality;
import io.impasto.engine.replay.Manifest;
import io.impasto.worker.transfers.Artifact;
import io.impasto.worker.transfers.Json;
import io.impasto.worker.transfers.Network;
import io.impasto.worker.transfers.TransferEvent.Completed;

/**
 * How a transfer came to its painting: in {@code manifest.json} beside what {@link Manifest} says of the painting itself.
 * Written last, so that where it is, everything is.
 *
 * @param network that painted the result
 * @param evaluations done, over all levels and attempts
 * @param seconds worker time of the last attempt
 * @param quality figures of the painting; null if it was not judged
 */
record StoredManifest(
        String transfer,
        String request,
        int attempt,
        String worker,
        Network network,
        int evaluations,
        double seconds,
        Losses losses,
        int rollbacks,
        Quality quality,
        Artifact result,
        List<Artifact> artifacts) {

    static final String NAME = "manifest.json";
    static final String MEDIA_TYPE = "application/json";

    /** As one document. */
    byte[] with(Manifest made) {
        ObjectNode json = Json.read(Json.write(this), ObjectNode.class);
        return Json.writePretty(json.setAll(made.toJson()));
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
