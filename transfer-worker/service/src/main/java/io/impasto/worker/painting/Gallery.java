package io.impasto.worker.painting;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Layer;
import io.impasto.engine.image.Opacity;
import io.impasto.engine.image.PictureFormat;
import io.impasto.engine.replay.Manifest;
import io.impasto.engine.transfer.TransferOutcome;
import io.impasto.worker.storage.Storage;
import io.impasto.worker.storage.StorageRefused;
import io.impasto.worker.storage.StorageUnavailable;
import io.impasto.worker.transfers.Artifact;
import io.impasto.worker.transfers.Json;
import io.impasto.worker.transfers.TransferEvent.Completed;
import io.impasto.worker.transfers.TransferRequest;

/** Stores finished paintings: losses, picture, then the manifest, which says that all is there. Each is written once. */
final class Gallery {

    private static final Logger LOG = LoggerFactory.getLogger(Gallery.class);

    private final Storage storage;
    private final String worker;
    private final ImageCodec codec = new ImageCodec();

    Gallery(Storage storage, String worker) {
        this.storage = storage;
        this.worker = worker;
    }

    /**
     * Stores a painting and says what to announce; if another attempt was first, what that one stored.
     *
     * @param opacity of the painting
     */
    Completed hang(
            Prepared.Job job, TransferOutcome outcome, Optional<Opacity> opacity, double seconds, Patience patience) {
        Manifest made = Manifest.of(job.session().execution(), inputs(job), outcome);
        Artifact losses = once(
                job, "losses.csv", "text/csv", outcome.report().toCsv().getBytes(StandardCharsets.UTF_8), patience);
        byte[] png = codec.encode(
                new Layer(outcome.picture(), opacity),
                PictureFormat.PNG,
                1,
                Manifest.KEYWORD,
                made.toJson().toString());
        Artifact result = once(job, "result.png", "image/png", png, patience)
                .sized(outcome.picture().width(), outcome.picture().height());
        StoredManifest manifest = new StoredManifest(
                job.request().transfer(),
                job.request().request(),
                job.lease().attempt(),
                worker,
                job.network(),
                job.options().evaluations(),
                seconds,
                outcome.report().losses(),
                outcome.report().rollbacks().size(),
                outcome.report().quality().orElse(null),
                result,
                List.of(losses));
        byte[] bytes = manifest.with(made);
        Artifact self = once(job, StoredManifest.NAME, StoredManifest.MEDIA_TYPE, bytes, patience);
        byte[] stored = patience.call(() -> store(job).artifact(job.request().transfer(), StoredManifest.NAME))
                .orElse(bytes);
        return Json.read(stored, StoredManifest.class).completed(self);
    }

    /** An image's id is the SHA-256 of its file. */
    private static Manifest.Inputs inputs(Prepared.Job job) {
        return new Manifest.Inputs(
                job.request().content(), job.request().styles(), job.request().startImage(), Map.of());
    }

    private Storage store(Prepared.Job job) {
        return storage.traced(job.request().trace());
    }

    /** An artifact that is there already was stored by an earlier attempt at the same painting: it stands. */
    private Artifact once(Prepared.Job job, String name, String mediaType, byte[] bytes, Patience patience) {
        String transfer = job.request().transfer();
        try {
            return patience.call(() -> store(job).store(transfer, job.lease().attempt(), name, mediaType, bytes));
        } catch (StorageRefused e) {
            if (!e.type().equals("artifact-exists")) {
                throw e;
            }
            LOG.info("{}: {} of an earlier attempt stands", job.lease(), name);
            return patience.call(() -> store(job).artifacts(transfer)).stream()
                    .filter(artifact -> artifact.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> e);
        }
    }

    /** Removes what only an unfinished painting needs; if it can't be, it is no harm. */
    void tidy(TransferRequest request) {
        try {
            storage.traced(request.trace()).remove(request.transfer(), Watch.CHECKPOINT);
        } catch (StorageUnavailable | StorageRefused e) {
            LOG.info("the checkpoint of {} stays: {}", request.transfer(), e.getMessage());
        }
    }
}
