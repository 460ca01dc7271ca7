package io.impasto.worker.painting;

import java.util.Optional;

import io.impasto.engine.image.Picture;
import io.impasto.engine.transfer.Evaluation;
import io.impasto.worker.transfers.TransferEvent.Progressed;

/**
 * One thing to tell about a painting in progress.
 *
 * @param picture to show along with it
 */
record ProgressReport(Progressed event, Optional<Picture> picture) {

    private static final double MILLIS = 1000;

    static ProgressReport of(int attempt, Evaluation evaluation, boolean withPicture) {
        Progressed event = new Progressed(
                attempt,
                evaluation.number(),
                evaluation.planned(),
                evaluation.network(),
                evaluation.level(),
                evaluation.levels(),
                evaluation.width(),
                evaluation.height(),
                evaluation.losses(),
                finite(evaluation.perSecond()),
                evaluation.remaining().toMillis() / MILLIS,
                null,
                null);
        return new ProgressReport(event, withPicture ? Optional.of(evaluation.picture()) : Optional.empty());
    }

    /** Of two that can't both be told: the one with a picture, else the later. */
    static ProgressReport choose(ProgressReport waiting, ProgressReport next) {
        return waiting.picture().isPresent() ? waiting : next;
    }

    /** JSON has no word for infinity. */
    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
