package io.impasto.worker.painting;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Layer;
import io.impasto.engine.image.Opacity;
import io.impasto.engine.image.Picture;
import io.impasto.engine.image.PictureFormat;
import io.impasto.worker.queue.Lease;
import io.impasto.worker.storage.Storage;
import io.impasto.worker.storage.StorageRefused;
import io.impasto.worker.storage.StorageUnavailable;
import io.impasto.worker.transfers.EventPublisher;
import io.impasto.worker.transfers.TransferEvent.Preview;
import io.impasto.worker.transfers.TransferEvent.Progressed;
import io.impasto.worker.transfers.TransferEvent.Saved;
import io.impasto.worker.transfers.TransferRequest;

/** Tells how far one attempt has come. A preview is stored before the event that names it; runs beside the painting. */
final class ProgressReporter {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressReporter.class);
    private static final String JPEG = "image/jpeg";
    private static final Pattern CHECKPOINT = Pattern.compile("checkpoints/([0-9]{4})\\.png");
    private static final int MOST_CHECKPOINTS = 9999;

    private final Lease lease;
    private final TransferRequest request;
    private final Optional<Opacity> opacity;
    private final Storage storage;
    private final EventPublisher events;
    private final PaintingMetrics metrics;
    private final ImageCodec codec = new ImageCodec();
    private final float quality;
    private final AtomicReference<Saved> saved = new AtomicReference<>();
    private int previews;
    private int checkpoints = -1;

    /** @param opacity of the painting */
    ProgressReporter(
            Lease lease,
            TransferRequest request,
            Optional<Opacity> opacity,
            Storage storage,
            EventPublisher events,
            PaintingMetrics metrics,
            float quality) {
        this.lease = lease;
        this.request = request;
        this.opacity = opacity;
        this.storage = storage;
        this.events = events;
        this.metrics = metrics;
        this.quality = quality;
    }

    void tell(ProgressReport report) {
        Progressed event = report.event();
        if (report.picture().isPresent() && lease.signal() != Lease.Signal.ABANDON) {
            event = withPreview(event, report.picture().get());
        }
        if (lease.signal() != Lease.Signal.ABANDON) {
            events.publish(
                    request.transfer(),
                    request.trace(),
                    untold().map(event::saving).orElse(event));
        }
    }

    /**
     * Stores the picture of a checkpoint that was just stored; the next event tells of it. Beside those of earlier attempts, and left
     * out if the store does not take it. Used on the thread of the checkpoints.
     */
    void saved(int evaluation, Picture picture) {
        try {
            Storage store = storage.traced(request.trace());
            if (checkpoints < 0) {
                checkpoints = latest(store);
            }
            if (checkpoints < MOST_CHECKPOINTS) {
                String name = String.format(Locale.ROOT, "checkpoints/%04d.png", checkpoints + 1);
                byte[] png = codec.encode(new Layer(picture, opacity), PictureFormat.PNG, 1);
                store.store(request.transfer(), lease.attempt(), name, "image/png", png);
                checkpoints++;
                saved.set(new Saved(checkpoints, name, evaluation));
            }
        } catch (StorageUnavailable | StorageRefused e) {
            LOG.warn("{}: the picture of a checkpoint was left out: {}", lease, e.getMessage());
        }
    }

    /** The picture that was stored last, if no event has told of it; from then on it counts as told. */
    Optional<Saved> untold() {
        return Optional.ofNullable(saved.getAndSet(null));
    }

    /** The highest number of an earlier attempt, 0 if there is none. */
    private int latest(Storage store) {
        return store.artifacts(request.transfer()).stream()
                .map(artifact -> CHECKPOINT.matcher(artifact.name()))
                .filter(Matcher::matches)
                .mapToInt(name -> Integer.parseInt(name.group(1)))
                .max()
                .orElse(0);
    }

    /** Without the preview, if the store does not take it: the next will be along soon. */
    private Progressed withPreview(Progressed event, Picture picture) {
        String name = String.format(Locale.ROOT, "previews/%d-%04d.jpg", event.attempt(), previews + 1);
        try {
            Layer layer = new Layer(picture, opacity);
            byte[] jpeg = codec.encode(layer, PictureFormat.JPEG, quality);
            storage.traced(request.trace()).store(request.transfer(), event.attempt(), name, JPEG, jpeg);
            previews++;
            metrics.preview();
            return event.showing(new Preview(previews, name, JPEG, picture.width(), picture.height()));
        } catch (StorageUnavailable | StorageRefused e) {
            LOG.warn("{}: a preview was left out: {}", lease, e.getMessage());
            return event;
        }
    }
}
