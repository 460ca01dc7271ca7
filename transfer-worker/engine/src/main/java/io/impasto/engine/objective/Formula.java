package io.impasto.engine.objective;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How content and style terms are normalised; each constant is named after the program that it can be compared with. */
public enum Formula {
    /** Relative distances: every term starts of order 1, at any size, for any network. This project's own. */
    STUDIO("w_c v_l * sum((F - F')^2) / sum(F'^2)", "w_s w_l * D / sum((A'/M')^2)"),
    /** The {@code neural_style_transfer} example of keras.io: raw Gram matrices, divided by the image's size. */
    KERAS("w_c v_l * sum((F - F')^2)", "w_s w_l / (4 * 3^2 (H W)^2) * sum((A - A')^2)"),
    /** The project report that this product starts from: per-layer normalisation of both terms. */
    REPORT("w_c v_l / (4 N M) * sum((F - F')^2)", "w_s w_l / (4 N^2) * D"),
    /** Gatys, Ecker, Bethge: Image Style Transfer Using Convolutional Neural Networks, CVPR 2016. */
    GATYS("w_c v_l / 2 * sum((F - F')^2)", "w_s w_l / (4 N^2) * D"),
    /** Justin Johnson's {@code neural-style}. */
    NEURAL_STYLE("w_c v_l / (N M) * sum((F - F')^2)", "w_s w_l / N^4 * D");

    /** What the letters of {@link #contentTerm} and {@link #styleTerm} are; lines for a person. */
    public static final List<String> NOTATION = List.of(
            "F: a layer's N channels of M positions; A = F F^T; a prime marks the target; D = sum((A/M - A'/M')^2);",
            "H W: the image's pixels; w_c, w_s, w_tv: content-weight, style-weight, tv-weight;",
            "v_l, w_l: content-layer-weights, style-layer-weights; dx, dy: forward differences.");

    private final String contentTerm;
    private final String styleTerm;

    Formula(String contentTerm, String styleTerm) {
        this.contentTerm = contentTerm;
        this.styleTerm = styleTerm;
    }

    /** The content term of one layer as a person reads it, see {@link #NOTATION}. */
    public String contentTerm() {
        return contentTerm;
    }

    /** The style term of one layer as a person reads it, see {@link #NOTATION}. */
    public String styleTerm() {
        return styleTerm;
    }

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
