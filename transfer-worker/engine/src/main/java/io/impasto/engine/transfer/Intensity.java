package io.impasto.engine.transfer;

import io.impasto.engine.network.FeatureNetwork;

/**
 * What style weight an intensity is, with {@code studio}. Equal steps of intensity shall change what is seen by as much, from the
 * photograph at 0 to about as near to the style as the built-in network comes at 100: the distance from one painting to the next,
 * between a judge's features of both (root mean square, in parts of the features), is 0.50 to 0.64 for each step of 20 from 20 on,
 * and 0.70 for the first. Measured with {@code impasto calibrate} at 256 pixels; a painting twice as large needs about twice the
 * weight for the same look after as many evaluations as the preset has.
 */
final class Intensity {
    private static final double STEP = 20;
    private static final double MEASURED_SIZE = 256;
    /** Style weights just above 0 and at 20, 40, 60, 80, 100. */
    private static final double[] SLIM = {0.03, 0.35, 0.98, 2.65, 10.3, 80};

    private static final double[] WIDE = {0.03, 0.267, 1.08, 2.88, 5.07, 7.9};

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
