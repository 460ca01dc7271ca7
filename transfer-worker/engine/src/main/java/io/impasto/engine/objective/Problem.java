package io.impasto.engine.objective;

import java.util.OptionalInt;

/**
 * An objective bound to its targets and one size: a function from images to losses and gradient. For one thread at a
 * time.
 */
public sealed interface Problem permits WholeProblem, TiledProblem {

    /** Of the image, pixels. */
    int width();

    /** Of the image, pixels. */
    int height();

    /** Longest side of a tile in pixels, without its halo; empty for the whole image at once. */
    OptionalInt tileSide();

    /**
     * Losses and gradient at an image.
     *
     * @param rgb the image, planar {@code 3 x H x W}
     * @param into filled with the gradient of the total, per RGB value of 0..255; of the same length
     * @throws java.util.concurrent.CancellationException if {@link Evaluator#terminate} was called meanwhile
     */
    Losses evaluate(float[] rgb, float[] into);
}
