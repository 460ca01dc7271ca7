package io.impasto.engine.video;

import io.impasto.engine.transfer.InvalidOption;

/**
 * How frames hang together.
 *
 * @param temporalWeight what a change of 10 grey levels (root mean square) since the frame before costs, in final losses of the
 *     first frame: with 1 it costs as much as all of that; 0 to 10000, and with 0 only the start hangs on the frame before
 * @param evaluations of each frame that goes on from another, 1 to 10000
 * @param sketchEvaluations at half the size, of what a frame shows and the one before does not, 1 to 10000
 * @param independent paint each frame by itself, for comparison
 */
public record FilmOptions(double temporalWeight, int evaluations, int sketchEvaluations, boolean independent) {
    static final double MOST_WEIGHT = 10_000;
    static final int MOST_EVALUATIONS = 10_000;

    /** @throws InvalidOption if one is out of its range */
    public FilmOptions {
        if (!(temporalWeight >= 0 && temporalWeight <= MOST_WEIGHT)) {
            throw new InvalidOption(
                    "temporalWeight", "temporalWeight must be between 0 and 10000, not " + temporalWeight);
        }
        if (evaluations < 1 || evaluations > MOST_EVALUATIONS) {
            throw new InvalidOption(
                    "frameEvaluations", "frameEvaluations must be between 1 and 10000, not " + evaluations);
        }
    }
}
