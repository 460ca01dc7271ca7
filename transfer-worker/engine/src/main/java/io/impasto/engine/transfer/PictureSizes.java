package io.impasto.engine.transfer;

import java.util.List;
import java.util.stream.IntStream;

import io.impasto.engine.image.ImageException;
import io.impasto.engine.image.Picture;

/**
 * Whether the network can see anything in the pictures of a job. Enlarging a picture of a few pixels would only hide that
 * there is nothing in it.
 *
 * @param network its name, for a person
 * @param leastSide pixels that it needs on each side
 * @param options filled in
 * @param longSide of the painting, pixels
 */
record PictureSizes(String network, int leastSide, TransferOptions options, int longSide) {

    /** @throws ImageException of reason {@code TOO_SMALL} if a side of one, as given or as it is painted with, is too short */
    void require(Picture content, List<Picture> styles) {
        require("the content image", content.width(), content.height());
        int scaled = Pictures.scaled(longSide, options);
        for (int k = 0; k < styles.size(); k++) {
            Picture style = styles.get(k);
            if (isWeightless(k)) {
                continue;
            }
            String name = styles.size() == 1 ? "the style image" : "style image " + (k + 1);
            require(name, style.width(), style.height());
            if (!isReshaped()) {
                require(name, side(style.width(), style, scaled), side(style.height(), style, scaled));
            }
        }
    }

    /** As many levels as are asked for, less those on which a style would be too small. */
    int levels(List<Picture> styles) {
        int levels = 1;
        while (levels < options.levels() && fit(styles, longSide >> levels)) {
            levels++;
        }
        return levels;
    }

    private boolean fit(List<Picture> styles, int longSideOfLevel) {
        int scaled = Pictures.scaled(longSideOfLevel, options);
        return isReshaped()
                || IntStream.range(0, styles.size())
                        .filter(k -> !isWeightless(k))
                        .mapToObj(styles::get)
                        .allMatch(style ->
                                Math.min(side(style.width(), style, scaled), side(style.height(), style, scaled))
                                        >= leastSide);
    }

    /** Nobody looks at it. */
    private boolean isWeightless(int style) {
        return options.styleWeights() != null && options.styleWeights().get(style) == 0;
    }

    /** With {@code keras} a style takes the painting's shape. */
    private boolean isReshaped() {
        return options.preset() == Preset.KERAS;
    }

    private static int side(int length, Picture style, int longSide) {
        return Pyramid.side(length, style.width(), style.height(), longSide);
    }

    /** @throws ImageException of reason {@code TOO_SMALL} if a side is too short */
    void require(String name, int width, int height) {
        if (Math.min(width, height) < leastSide) {
            // Whoever decodes it may have shrunk it to what is painted.
            String when = Math.max(width, height) == longSide ? " at size " + longSide : "";
            if (Math.max(width, height) == Pictures.scaled(longSide, options) && options.styleScale() != 1) {
                when = " at size " + longSide + " and style scale " + options.styleScale();
            }
            throw ImageException.tooSmall(name + " is too small: it has " + width + " x " + height + " pixels" + when
                    + ", and network " + network + " needs " + leastSide + " on each side");
        }
    }
}
