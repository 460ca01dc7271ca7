package io.impasto.engine.objective;

import java.util.List;

/**
 * Several style targets as one. {@code sum_k c_k |G - Ĝ_k|^2 = C |G - Ḡ|^2 + rest} with {@code C = sum_k c_k}, the weighted mean
 * {@code Ḡ} and {@code rest = sum_k c_k |Ĝ_k - Ḡ|^2}: exact, and an evaluation costs the same for any number of styles.
 *
 * @param mean {@code Ḡ}, N x N
 * @param factor {@code C}
 * @param rest what no image can lower: how far the styles are from each other
 */
record StyleBlend(float[] mean, double factor, double rest) {

    /**
     * @param targets {@code Ĝ_k}, all of one length
     * @param factors {@code c_k}, at least 0
     */
    static StyleBlend of(List<double[]> targets, double[] factors) {
        int length = targets.get(0).length;
        double total = 0;
        double[] mean = new double[length];
        for (int k = 0; k < factors.length; k++) {
            total += factors[k];
            double[] target = targets.get(k);
            for (int i = 0; i < length; i++) {
                mean[i] += factors[k] * target[i];
            }
        }
        float[] rounded = new float[length];
        for (int i = 0; i < length; i++) {
            // With all weights 0 the term vanishes; any mean will do.
            rounded[i] = total > 0 ? (float) (mean[i] / total) : 0;
        }
        double rest = 0;
        for (int k = 0; k < factors.length && factors.length > 1; k++) {
            rest += factors[k] * distance(targets.get(k), rounded);
        }
        return new StyleBlend(rounded, total, rest);
    }

    private static double distance(double[] target, float[] mean) {
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            double d = target[i] - mean[i];
            sum += d * d;
        }
        return sum;
    }
}
