package io.impasto.worker.painting;

import java.util.Locale;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Picture;
import io.impasto.worker.queue.Lease;
import io.impasto.worker.storage.Storage;
import io.impasto.worker.storage.StorageRefused;
import io.impasto.worker.storage.StorageUnavailable;
import io.impasto.worker.transfers.EventPublisher;
import io.impasto.worker.transfers.TransferEvent.Preview;
import io.impasto.worker.transfers.TransferEvent.Progressed;
import io.impasto.worker.transfers.TransferRequest;

/** Tells how far one attempt has come. A preview is stored before the event that names it; runs beside the painting. */
final class ProgressReporter {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressReporter.class);
    private static final String JPEG = "image/jpeg";

    private final Lease lease;
    private final TransferRequest request;
    private final Storage storage;
    private final EventPublisher events;
    private final PaintingMetrics metrics;
    private final ImageCodec codec = new ImageCodec();
    private final float quality;
    private int previews;

    ProgressReporter(
            Lease lease,
            TransferRequest request,
            Storage storage,
            EventPublisher events,
            PaintingMetrics metrics,
            float quality) {
        this.lease = lease;
        this.request = request;
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
            events.publish(request.transfer(), request.trace(), event);
        }
    }

    /** Without the preview, if the store does not take it: the next will be along soon. */
    private Progressed withPreview(Progressed event, Picture picture) {
        String name = String.format(Locale.ROOT, "previews/%d-%04d.jpg", event.attempt(), previews + 1);
        try {
            storage.traced(request.trace())
                    .store(request.transfer(), event.attempt(), name, JPEG, codec.encodeJpeg(picture, quality));
            previews++;
            metrics.preview();
            return event.showing(new Preview(previews, name, JPEG, picture.width(), picture.height()));
        } catch (StorageUnavailable | StorageRefused e) {
            LOG.warn("{}: a preview was left out: {}", lease, e.getMessage());
            return event;
        }
    }
}
