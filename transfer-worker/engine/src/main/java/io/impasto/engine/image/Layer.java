package io.impasto.engine.image;

import java.util.Optional;

/**
 * A picture that need not cover all of its place.
 *
 * @param picture what is seen; where nothing is, colours of what is near go on, so that it can be painted, and put under any edge
 * @param opacity where it is seen; empty for a picture without transparent parts
 */
public record Layer(Picture picture, Optional<Opacity> opacity) {

    /** All of a picture. */
    public static Layer of(Picture picture) {
        return new Layer(picture, Optional.empty());
    }

    /** What is seen of it on white. */
    public Picture overWhite() {
        return opacity.map(seen -> seen.overWhite(picture)).orElse(picture);
    }
}
