package io.impasto.engine.objective;

import io.impasto.engine.image.Picture;

/**
 * What a picture of a sequence is to go on from: {@code alpha * mean(c * (x - w)^2)} over pixels and channels (Ruder,
 * Dosovitskiy, Brox: Artistic style transfer for videos, GCPR 2016, equation 7).
 *
 * @param warped {@code w}: the picture before, moved by the optical flow to where its parts are now; of the painting's size
 * @param weights {@code c}: how far each pixel, row by row, is to be believed, 0 to 1
 * @param alpha the term's weight, at least 0, per squared grey level of 0..255
 */
public record Continuity(Picture warped, float[] weights, double alpha) {

    /** @throws IllegalArgumentException if there is not one weight of 0 to 1 for each pixel, or alpha is negative or not finite */
    public Continuity {
        if (weights.length != warped.width() * warped.height()) {
            throw new IllegalArgumentException("there must be one weight for each of the " + warped.width() + " x "
                    + warped.height() + " pixels, not " + weights.length);
        }
        for (float weight : weights) {
            if (!(weight >= 0 && weight <= 1)) {
                throw new IllegalArgumentException("a pixel's weight lies between 0 and 1, not " + weight);
            }
        }
        if (!(alpha >= 0) || Double.isInfinite(alpha)) {
            throw new IllegalArgumentException("alpha must be a finite number of at least 0, not " + alpha);
        }
    }

    /** The term's factor before the sum over pixels and channels. */
    double factor() {
        return alpha / warped.rgb().length;
    }

    /**
     * Adds the gradient.
     *
     * @return the weighted term
     */
    double add(float[] rgb, float[] into) {
        int plane = weights.length;
        double factor = factor();
        double sum = 0;
        for (int i = 0; i < rgb.length; i++) {
            double weighted = weights[i % plane] * ((double) rgb[i] - warped.rgb()[i]);
            sum += weighted * ((double) rgb[i] - warped.rgb()[i]);
            into[i] += (float) (2 * factor * weighted);
        }
        return factor * sum;
    }
}
