package io.impasto.engine.optimiser;

import java.util.List;

/** Adam: Kingma and Ba, A Method for Stochastic Optimization (2015), with beta 0.9 and 0.999. */
public final class Adam implements Optimiser {
    /** What its state is called. */
    public static final String KIND = "adam";
    /** Of the mean of gradients. */
    public static final double BETA1 = 0.9;
    /** Of the mean of their squares. */
    public static final double BETA2 = 0.999;
    // Relative to the largest gradient seen would need state; this is below any gradient that still moves a pixel.
    private static final double EPSILON = 1e-30;

    private final double rate;
    private float[] mean;
    private float[] variance;
    private long steps;

    /** @param rate about how far each value moves in a step, in units of the values; above 0 */
    public Adam(double rate) {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("Adam needs a rate above 0, not " + rate);
        }
        this.rate = rate;
    }

    /** About how far each value moves in a step, in units of the values. */
    public double rate() {
        return rate;
    }

    @Override
    public void step(float[] values, float[] gradient, double scale) {
        if (mean == null) {
            mean = new float[values.length];
            variance = new float[values.length];
        }
        steps++;
        double unbias1 = 1 / (1 - Math.pow(BETA1, steps));
        double unbias2 = 1 / (1 - Math.pow(BETA2, steps));
        for (int i = 0; i < values.length; i++) {
            double g = gradient[i];
            double m = BETA1 * mean[i] + (1 - BETA1) * g;
            double v = BETA2 * variance[i] + (1 - BETA2) * g * g;
            mean[i] = (float) m;
            variance[i] = (float) v;
            values[i] -= (float) (scale * rate * m * unbias1 / (Math.sqrt(v * unbias2) + EPSILON));
        }
    }

    @Override
    public void forget() {
        mean = null;
        variance = null;
        steps = 0;
    }

    @Override
    public OptimiserState state() {
        return new OptimiserState(KIND, steps, 0, mean == null ? List.of() : List.of(mean, variance));
    }

    @Override
    public void restore(OptimiserState state) {
        state.requireKind(KIND);
        forget();
        steps = state.steps();
        if (!state.vectors().isEmpty()) {
            mean = state.vectors().get(0).clone();
            variance = state.vectors().get(1).clone();
        }
    }
}
