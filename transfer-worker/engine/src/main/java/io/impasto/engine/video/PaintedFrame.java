package io.impasto.engine.video;

import java.util.OptionalDouble;

import io.impasto.engine.image.Picture;
import io.impasto.engine.objective.Losses;

/**
 * A frame that was painted.
 *
 * @param picture the painting
 * @param losses its terms
 * @param evaluations that it took; 0 where the frame is the one before
 * @param fresh whether it began anew: the first one, the first after a cut, or each if they are independent
 * @param known share of its pixels at which the frame before is to be believed, 0 to 1
 * @param flicker mean change there against the painting before, moved by the flow, in grey levels; empty for the first and
 *     after a cut
 */
public record PaintedFrame(
        Picture picture, Losses losses, int evaluations, boolean fresh, double known, OptionalDouble flicker) {}
