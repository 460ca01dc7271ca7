package io.impasto.engine.steps;

import java.util.List;
import java.util.Map;

import io.impasto.autodiff.Expr;
import io.impasto.autodiff.Graph;
import io.impasto.autodiff.Shape;
import io.impasto.autodiff.Tensor;
import io.impasto.engine.optimiser.Adam;
import io.impasto.engine.optimiser.OptimiserState;

/** {@link Adam}'s step. Its two corrections of bias are numbers of the step alone, so they are part of the length. */
record AdamRule(double rate) implements StepRule {
    private static final Shape IMAGE = Shape.of(1, 3, Shape.UNKNOWN, Shape.UNKNOWN);
    private static final String MEAN = "mean";
    private static final String VARIANCE = "variance";
    // The squares of smaller gradients are 0 in float32.
    private static final double EPSILON = 1e-18;

    @Override
    public String kind() {
        return Adam.KIND;
    }

    @Override
    public Map<String, Shape> state() {
        return Map.of(MEAN, IMAGE, VARIANCE, IMAGE);
    }

    @Override
    public Map<String, Float> settings() {
        return Map.of();
    }

    @Override
    public Update step(
            Graph graph, Expr image, Expr gradient, Expr length, Map<String, Expr> state, Map<String, Expr> settings) {
        Expr mean = state.get(MEAN).times(Adam.BETA1).plus(gradient.times(1 - Adam.BETA1));
        Expr variance =
                state.get(VARIANCE).times(Adam.BETA2).plus(gradient.squared().times(1 - Adam.BETA2));
        Expr move = mean.dividedBy(variance.sqrt().plus(EPSILON)).times(length);
        return new Update(image.minus(move), Map.of(MEAN, mean, VARIANCE, variance));
    }

    @Override
    public float[] lengths(long taken, double[] scales) {
        float[] lengths = new float[scales.length];
        for (int i = 0; i < scales.length; i++) {
            long step = taken + i + 1;
            lengths[i] = (float)
                    (scales[i] * rate * Math.sqrt(1 - Math.pow(Adam.BETA2, step)) / (1 - Math.pow(Adam.BETA1, step)));
        }
        return lengths;
    }

    @Override
    public Map<String, Tensor> carried(OptimiserState state, int height, int width) {
        return Map.of(
                MEAN, StepRule.vector(state.vectors(), 0, 1, 3, height, width),
                VARIANCE, StepRule.vector(state.vectors(), 1, 1, 3, height, width));
    }

    @Override
    public OptimiserState state(Map<String, Tensor> carried, long steps) {
        return new OptimiserState(
                kind(),
                steps,
                0,
                List.of(carried.get(MEAN).toFloats(), carried.get(VARIANCE).toFloats()));
    }
}
