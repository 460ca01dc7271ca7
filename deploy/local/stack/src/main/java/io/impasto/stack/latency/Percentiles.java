package io.impasto.stack.latency;

import java.util.Arrays;

/**
 * Order statistics of a sample, by the nearest-rank method.
 *
 * @param p50 the median, in the sample's unit
 * @param p95 what 95 % of the sample do not exceed
 * @param p99 what 99 % of the sample do not exceed
 * @param max the largest
 */
public record Percentiles(double p50, double p95, double p99, double max) {

    /** @throws IllegalArgumentException if the sample is empty */
    public static Percentiles of(double... sample) {
        if (sample.length == 0) {
            throw new IllegalArgumentException("an empty sample has no percentiles");
        }
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        return new Percentiles(rank(sorted, 0.50), rank(sorted, 0.95), rank(sorted, 0.99), sorted[sorted.length - 1]);
    }

    private static double rank(double[] sorted, double fraction) {
        return sorted[(int) Math.ceil(fraction * sorted.length) - 1];
    }
}
