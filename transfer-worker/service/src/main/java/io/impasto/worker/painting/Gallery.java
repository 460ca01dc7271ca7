package io.impasto.worker.painting;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.transfer.TransferOutcome;
import io.impasto.engine.transfer.TransferReport;
import io.impasto.worker.storage.Storage;
import io.impasto.worker.storage.StorageRefused;
import io.impasto.worker.storage.StorageUnavailable;
import io.impasto.worker.transfers.Artifact;
import io.impasto.worker.transfers.Json;
import io.impasto.worker.transfers.Network;
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

    /** Stores a painting and says what to announce; if another attempt was first, what that one stored. */
    Completed hang(Prepared.Job job, TransferOutcome outcome, double seconds, Patience patience) {
        List<Manifest.Change> changes = Manifest.changes(outcome.report().reweightings());
        Artifact losses = once(
                job, "losses.csv", "text/csv", outcome.report().toCsv().getBytes(StandardCharsets.UTF_8), patience);
        Artifact result = once(job, "result.png", "image/png", codec.encodePng(outcome.picture()), patience)
                .sized(outcome.picture().width(), outcome.picture().height());
        Manifest manifest = new Manifest(
                job.request().transfer(),
                job.request().request(),
                job.lease().attempt(),
                worker,
                job.network(),
                preview(outcome.report()),
                outcome.report().execution(),
                job.request().content(),
                job.request().styles(),
                job.options().toJson(),
                result.width(),
                result.height(),
                job.options().evaluations(),
                seconds,
                outcome.report().losses(),
                outcome.report().rollbacks().size(),
                changes.isEmpty() ? null : changes,
                outcome.report().quality().orElse(null),
                result,
                List.of(losses));
        byte[] bytes = Json.writePretty(manifest);
        Artifact self = once(job, Manifest.NAME, Manifest.MEDIA_TYPE, bytes, patience);
        byte[] stored = patience.call(() -> store(job).artifact(job.request().transfer(), Manifest.NAME))
                .orElse(bytes);
        return Json.read(stored, Manifest.class).completed(self);
    }

    private static Network preview(TransferReport report) {
        return report.stages().stream()
                .filter(stage -> !stage.networkSha256().equals(report.networkSha256()))
                .map(stage -> new Network(stage.network(), stage.networkSha256()))
                .findFirst()
                .orElse(null);
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
