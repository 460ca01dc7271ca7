package io.impasto.engine.transfer;

import io.impasto.engine.network.FeatureNetwork;

/**
 * What style weight an intensity is, with {@code studio}. Equal steps of intensity divide the distance between the painting's
 * Gram matrices and the style's (root of the mean over a judge's layers, in parts of the photograph's distance) by the same
 * factor, from 1 just above 0 to 0.29 at 100, about as near as the built-in network comes; 0 is the photograph itself. Factors,
 * because the last third of the distance is most of what is seen. Both curves were measured at 256 pixels with {@code impasto calibrate}; a painting twice as
 * large needs about twice the weight for the same distance.
 */
final class Intensity {
    private static final double STEP = 20;
    private static final double MEASURED_SIZE = 256;
    /** Style weights just above 0 and at 20, 40, 60, 80, 100. */
    private static final double[] SLIM = {0.03, 0.35, 0.71, 1.5, 4.3, 80};

    private static final double[] WIDE = {0.03, 0.267, 0.72, 1.85, 4.2, 7.9};

    private Intensity() {}

    /**
     * The weight; between the measured intensities its logarithm is linear.
     *
     * @param intensity 0..100; null where none is asked for
     * @param size long side of the painting, pixels
     * @return null for null
     */
    static Double styleWeight(Double intensity, FeatureNetwork network, int size) {
        if (intensity == null) {
            return null;
        }
        if (intensity == 0) {
            return 0.0;
        }
        double[] curve = network.manifest().styleLayers().contains("relu1_1") ? WIDE : SLIM;
        int below = (int) Math.min(curve.length - 2, intensity / STEP);
        double part = intensity / STEP - below;
        double weight = curve[below] * Math.pow(curve[below + 1] / curve[below], part);
        return weight * size / MEASURED_SIZE;
    }

    /**
     * Whether a painting begins as the photograph and is to stay it: then no coarser level may paint first, whose blur would be
     * all that is seen.
     */
    static boolean keepsContent(TransferOptions given) {
        boolean none = given.intensity() != null && given.intensity() == 0;
        return none && (given.start() == null || given.start() == Start.CONTENT);
    }
}
