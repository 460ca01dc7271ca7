package io.impasto.engine.objective;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How content and style terms are normalised; each constant is named after the program that it can be compared with. */
public enum Formula {
    /** Relative distances: every term starts of order 1, at any size, for any network. This project's own. */
    STUDIO,
    /** The {@code neural_style_transfer} example of keras.io: raw Gram matrices, divided by the image's size. */
    KERAS,
    /** The project report that this product starts from: per-layer normalisation of both terms. */
    REPORT,
    /** Gatys, Ecker, Bethge: Image Style Transfer Using Convolutional Neural Networks, CVPR 2016. */
    GATYS,
    /** Justin Johnson's {@code neural-style}. */
    NEURAL_STYLE;

    /** The name as written in options and case files, such as {@code neural-style}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException naming the known ones */
    public static Formula of(String key) {
        return Arrays.stream(values())
                .filter(formula -> formula.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown preset '" + key + "'; there are "
                        + Arrays.stream(values()).map(Formula::key).collect(Collectors.joining(", "))));
    }
}
