package io.impasto.engine.cli;

import java.nio.file.Path;

import io.impasto.engine.image.Picture;
import io.impasto.engine.image.Resampling;

/** Whether a painting can be of a photograph. */
final class Shape {

    // Whoever painted it may have rounded sides otherwise.
    private static final double TOLERANCE = 0.02;

    private Shape() {}

    /** Refuses a painting whose sides have not the photograph's ratio, to within 2 % or a pixel. */
    static void require(Picture photograph, Path painting, Picture painted) {
        Picture expected = Resampling.resizeToLongSide(photograph, painted.longSide());
        if (apart(expected.width(), painted.width()) || apart(expected.height(), painted.height())) {
            throw Failure.badInput(
                    painting + ": has another shape than the content image: " + painted.width() + " x "
                            + painted.height() + " where it would have " + expected.width() + " x "
                            + expected.height(),
                    null);
        }
    }

    private static boolean apart(int expected, int side) {
        return Math.abs(expected - side) > Math.max(1, TOLERANCE * expected);
    }
}
