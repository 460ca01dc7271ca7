package io.impasto.engine.objective;

/**
 * The factors before the sums, formula by formula. Per layer, {@code F} is {@code N x M} (channels, positions), a hat marks
 * the target, {@code A = F F^T}, and {@code D = sum((A/M - Â/M̂)^2)}. All in double precision.
 */
final class Normalisation {
    private final ObjectiveSpec spec;
    private final double imagePixels;

    /** @param imagePixels H W of the image that is painted */
    Normalisation(ObjectiveSpec spec, long imagePixels) {
        this.spec = spec;
        this.imagePixels = imagePixels;
    }

    /**
     * The factor before {@code sum((F-F̂)^2)}.
     *
     * @param layer of the content term
     * @param n channels
     * @param m positions
     * @param targetSquares {@code sum(F̂^2)}
     */
    double content(String layer, double n, double m, double targetSquares) {
        double w = spec.contentWeight() * spec.contentLayerWeight(layer);
        return switch (spec.formula()) {
            case STUDIO -> w / positive(targetSquares);
            case KERAS -> w;
            case REPORT -> w / (4 * n * m);
            case GATYS -> w / 2;
            case NEURAL_STYLE -> w / (n * m);
        };
    }

    /**
     * The factor before {@code D}.
     *
     * @param layer of the style term
     * @param n channels
     * @param m positions of the image's features
     * @param targetSquares {@code sum((Â/M̂)^2)}
     */
    double style(String layer, double n, double m, double targetSquares) {
        double w = spec.styleWeight() * spec.styleLayerWeight(layer);
        return switch (spec.formula()) {
            case STUDIO -> w / positive(targetSquares);
                // Raw Gram matrices: sum((A-Â)^2) = M^2 sum((A/M - Â/M)^2).
            case KERAS -> w * m * m / (4 * 9 * imagePixels * imagePixels);
            case REPORT, GATYS -> w / (4 * n * n);
            case NEURAL_STYLE -> w / (n * n * n * n);
        };
    }

    /**
     * What a style's {@code Â/M̂} is multiplied with: 1 but for raw Gram matrices.
     *
     * @param m positions of the image's features
     * @param targetM positions of the style's features
     */
    double targetScale(double m, double targetM) {
        return spec.formula() == Formula.KERAS ? targetM / m : 1;
    }

    /** A black target has no features to be relative to; the distance is then absolute. */
    private static double positive(double squares) {
        return squares > 0 ? squares : 1;
    }
}
