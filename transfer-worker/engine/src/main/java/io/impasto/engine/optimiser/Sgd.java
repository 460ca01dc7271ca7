package io.impasto.engine.optimiser;

import java.util.List;

/** Gradient descent with momentum and exponential decay: {@code rate * decayRate^(steps / decaySteps)}. */
public final class Sgd implements Optimiser {
    private static final String KIND = "sgd";

    private final double firstMove;
    private final double momentum;
    private final double decayRate;
    private final double decaySteps;
    private double rate;
    private float[] velocity;
    private long steps;

    private Sgd(double rate, double firstMove, double momentum, double decayRate, double decaySteps) {
        if (!(rate > 0 || firstMove > 0) || !(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("SGD needs a rate above 0 and a momentum of 0 to below 1");
        }
        if (!(decayRate > 0 && decayRate <= 1) || !(decaySteps > 0)) {
            throw new IllegalArgumentException("SGD needs a decay rate above 0, at most 1, and decay steps above 0");
        }
        this.rate = rate;
        this.firstMove = firstMove;
        this.momentum = momentum;
        this.decayRate = decayRate;
        this.decaySteps = decaySteps;
    }

    /**
     * Descent with a given rate.
     *
     * @param rate above 0
     * @param momentum share of the last step that is added to the next, 0 to below 1
     * @param decayRate above 0, at most 1; 1 keeps the rate
     * @param decaySteps after so many steps the rate is {@code decayRate} times what it was; above 0
     */
    public static Sgd withRate(double rate, double momentum, double decayRate, double decaySteps) {
        return new Sgd(rate, 0, momentum, decayRate, decaySteps);
    }

    /**
     * Descent that takes its rate from the first gradient, so that objectives of any magnitude begin alike.
     *
     * @param firstMove root mean square of the first step, in units of the values; above 0
     * @param momentum as {@link #withRate}
     * @param decayRate as {@link #withRate}
     * @param decaySteps as {@link #withRate}
     */
    public static Sgd withFirstMove(double firstMove, double momentum, double decayRate, double decaySteps) {
        return new Sgd(0, firstMove, momentum, decayRate, decaySteps);
    }

    @Override
    public void step(float[] values, float[] gradient, double scale) {
        if (rate == 0) {
            double rms = Vectors.rms(gradient);
            rate = rms > 0 ? firstMove / rms : 0;
        }
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
    public void renew() {
        forget();
        rate = firstMove > 0 ? 0 : rate;
    }

    @Override
    public OptimiserState state() {
        return new OptimiserState(
                KIND, steps, firstMove > 0 ? rate : 0, velocity == null ? List.of() : List.of(velocity));
    }

    @Override
    public void restore(OptimiserState state) {
        state.requireKind(KIND);
        forget();
        steps = state.steps();
        rate = firstMove > 0 ? state.rate() : rate;
        if (!state.vectors().isEmpty()) {
            velocity = state.vectors().get(0).clone();
        }
    }
}
