package io.impasto.engine.objective;

import io.impasto.engine.image.Picture;

/**
 * A style image and its share.
 *
 * @param picture the style image, of any size
 * @param weight its blend weight, at least 0; the weights of all styles are normalised to sum 1
 */
public record Style(Picture picture, double weight) {

    /** @throws IllegalArgumentException if the weight is negative or not finite */
    public Style {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException(
                    "a style's blend weight must be a finite number of at least 0, not " + weight);
        }
    }
}
