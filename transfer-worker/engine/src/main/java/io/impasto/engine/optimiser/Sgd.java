package io.impasto.engine.optimiser;

import java.util.List;

/** Gradient descent with momentum and exponential decay: {@code rate * decayRate^(steps / decaySteps)}. */
public final class Sgd implements Optimiser {
    private static final String KIND = "sgd";

    private final double rate;
    private final double momentum;
    private final double decayRate;
    private final double decaySteps;
    private float[] velocity;
    private long steps;

    /**
     * @param rate above 0
     * @param momentum share of the last step that is added to the next, 0 to below 1
     * @param decayRate above 0, at most 1; 1 keeps the rate
     * @param decaySteps after so many steps the rate is {@code decayRate} times what it was; above 0
     */
    public Sgd(double rate, double momentum, double decayRate, double decaySteps) {
        if (!(rate > 0) || !(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("SGD needs a rate above 0 and a momentum of 0 to below 1");
        }
        if (!(decayRate > 0 && decayRate <= 1) || !(decaySteps > 0)) {
            throw new IllegalArgumentException("SGD needs a decay rate above 0, at most 1, and decay steps above 0");
        }
        this.rate = rate;
        this.momentum = momentum;
        this.decayRate = decayRate;
        this.decaySteps = decaySteps;
    }

    @Override
    public void step(float[] values, float[] gradient, double scale) {
        double length = scale * rate * Math.pow(decayRate, steps / decaySteps);
        steps++;
        if (momentum == 0) {
            Vectors.addScaled(values, -length, gradient);
            return;
        }
        if (velocity == null) {
            velocity = new float[values.length];
        }
        Vectors.scale(velocity, momentum);
        Vectors.addScaled(velocity, -length, gradient);
        Vectors.addScaled(values, 1, velocity);
    }

    @Override
    public void forget() {
        velocity = null;
    }

    @Override
    public OptimiserState state() {
        return new OptimiserState(KIND, steps, velocity == null ? List.of() : List.of(velocity));
    }

    @Override
    public void restore(OptimiserState state) {
        state.requireKind(KIND);
        forget();
        steps = state.steps();
        if (!state.vectors().isEmpty()) {
            velocity = state.vectors().get(0).clone();
        }
    }
}
