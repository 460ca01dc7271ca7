package io.impasto.engine.transfer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import io.impasto.engine.image.Picture;
import io.impasto.engine.image.Resampling;
import io.impasto.engine.objective.Continuity;
import io.impasto.engine.objective.Guidance;
import io.impasto.engine.objective.Style;

/**
 * The pictures of a job, as each level needs them.
 *
 * @param content of the painting's size
 * @param styles of any sizes
 * @param start with start {@code image}
 * @param guides masks or maps, as they were given
 * @param guidance what those come to
 * @param before what the painting goes on from, of its size
 */
record Pictures(
        Picture content,
        List<Picture> styles,
        Optional<Picture> start,
        GuidePictures guides,
        Guidance guidance,
        Optional<Continuity> before) {
    // Mid grey, and a spread that stays within 0..255 for nearly all values.
    private static final float NOISE_MEAN = 127.5f;
    private static final float NOISE_DEVIATION = 40;

    /** Of a painting by itself, without guidance. */
    Pictures(Picture content, List<Picture> styles, Optional<Picture> start) {
        this(content, styles, start, GuidePictures.NONE, Guidance.NONE, Optional.empty());
    }

    Picture content(Pyramid.Level level) {
        return Resampling.resizeInLight(content, level.width(), level.height());
    }

    /**
     * The styles at a level: as long as the level's long side, so that strokes keep their size in the painting; with
     * {@code keras} of exactly the level's shape, as there. The style scale multiplies both.
     *
     * @param leastSide pixels that the network needs on each side
     */
    List<Style> styles(Pyramid.Level level, TransferOptions options, int leastSide) {
        int longSide = scaled(Math.max(level.width(), level.height()), options);
        List<Style> sized = new ArrayList<>();
        for (int k = 0; k < styles.size(); k++) {
            Picture style = styles.get(k);
            Picture fitted = options.preset() == Preset.KERAS
                    ? Resampling.resizeInLight(
                            style,
                            Math.max(leastSide, scaled(level.width(), options)),
                            Math.max(leastSide, scaled(level.height(), options)))
                    : Resampling.resizeInLight(
                            style,
                            Math.max(leastSide, Pyramid.side(style.width(), style.width(), style.height(), longSide)),
                            Math.max(leastSide, Pyramid.side(style.height(), style.width(), style.height(), longSide)));
            sized.add(new Style(fitted, blend(options).get(k)));
        }
        return sized;
    }

    /** A side of a style where {@code styleScale} 1 would give it this many pixels. */
    static int scaled(int side, TransferOptions options) {
        return (int) Math.max(1, Math.round(options.styleScale() * side));
    }

    /** Pixels of the largest style at a level. */
    long largestStyle(Pyramid.Level level, TransferOptions options) {
        int longSide = scaled(Math.max(level.width(), level.height()), options);
        return options.preset() == Preset.KERAS
                ? (long) scaled(level.width(), options) * scaled(level.height(), options)
                : IntStream.range(0, styles.size())
                        .filter(k -> blend(options).get(k) > 0)
                        .mapToObj(styles::get)
                        .mapToLong(style -> (long) Pyramid.side(style.width(), style.width(), style.height(), longSide)
                                * Pyramid.side(style.height(), style.width(), style.height(), longSide))
                        .max()
                        .orElse(0);
    }

    /** The weight of each style. */
    List<Double> blend(TransferOptions options) {
        return options.styleWeights() == null ? Collections.nCopies(styles.size(), 1.0) : options.styleWeights();
    }

    /** What the coarsest level starts from. */
    Picture start(Pyramid.Level level, TransferOptions options) {
        return switch (options.start()) {
            case CONTENT -> content(level);
            case IMAGE -> Resampling.resize(start.orElseThrow(), level.width(), level.height());
            case NOISE -> noise(level, options.seed());
        };
    }

    private static Picture noise(Pyramid.Level level, long seed) {
        Random random = new Random(seed);
        float[] rgb =
                new float[Math.multiplyExact(Picture.CHANNELS, Math.multiplyExact(level.width(), level.height()))];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = NOISE_MEAN + NOISE_DEVIATION * (float) random.nextGaussian();
        }
        return new Picture(level.width(), level.height(), rgb);
    }
}
