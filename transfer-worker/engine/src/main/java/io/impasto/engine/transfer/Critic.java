package io.impasto.engine.transfer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.impasto.autodiff.Tensor;
import io.impasto.engine.image.Picture;
import io.impasto.engine.image.Resampling;
import io.impasto.engine.objective.Appearance;
import io.impasto.engine.objective.Evaluator;
import io.impasto.engine.objective.Mask;
import io.impasto.engine.quality.Appraiser;
import io.impasto.engine.quality.Quality;

/**
 * Judges a painting by the network that painted it: one pass without a gradient over the photograph, the painting and each style; one
 * more over the same where there are regions.
 *
 * @param evaluator of the objective that was painted
 * @param options filled in
 * @param tileSide as it was painted; see {@link Evaluator#problem}
 */
record Critic(Evaluator evaluator, TransferOptions options, OptionalInt tileSide) implements Appraiser.Eye {

    /** @throws java.util.concurrent.CancellationException if {@link Evaluator#terminate} was called meanwhile */
    Quality judge(Pictures pictures, Picture painting) {
        Pyramid.Level size = reduced(painting.width(), painting.height());
        return Appraiser.appraise(
                this,
                pictures.content(size),
                pictures.styles(size, options, evaluator.leastSide()),
                pictures.guidance(),
                Resampling.resize(painting, size.width(), size.height()));
    }

    @Override
    public Appearance see(Picture picture, boolean features) {
        return evaluator.appearance(picture, tileSide, features);
    }

    @Override
    public List<Map<String, Tensor>> grams(Picture picture, List<Optional<Mask>> parts) {
        return evaluator.grams(picture, parts, tileSide);
    }

    /** A strip whose short side the network could not see any more stays longer. */
    private Pyramid.Level reduced(int width, int height) {
        double shrink = Math.max(
                (double) Appraiser.LONGEST_SIDE / Math.max(width, height),
                (double) evaluator.leastSide() / Math.min(width, height));
        return shrink >= 1
                ? new Pyramid.Level(1, width, height, 1, 1)
                : new Pyramid.Level(1, (int) Math.round(shrink * width), (int) Math.round(shrink * height), 1, 1);
    }
}
