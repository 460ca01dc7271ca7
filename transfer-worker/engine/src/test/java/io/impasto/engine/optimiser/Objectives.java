package io.impasto.engine.optimiser;

/** Functions with known minima. */
final class Objectives {
    private Objectives() {}

    /** A function with its gradient. */
    @FunctionalInterface
    interface Objective {
        /** Returns the value at {@code x} and fills {@code gradient}. */
        double at(float[] x, float[] gradient);
    }

    /** {@code sum(curvature_i / 2 * (x_i - 1)^2)}, curvatures from 1 to {@code condition}. */
    static Objective quadratic(double condition) {
        return (x, gradient) -> {
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                double curvature = Math.pow(condition, (double) i / Math.max(1, x.length - 1));
                gradient[i] = (float) (curvature * (x[i] - 1));
                sum += curvature / 2 * (x[i] - 1) * (x[i] - 1);
            }
            return sum;
        };
    }

    /** Rosenbrock's valley in two dimensions; least at (1, 1). */
    static double rosenbrock(float[] x, float[] gradient) {
        double a = 1 - x[0];
        double b = x[1] - (double) x[0] * x[0];
        gradient[0] = (float) (-2 * a - 400 * x[0] * b);
        gradient[1] = (float) (200 * b);
        return a * a + 100 * b * b;
    }

    /** Evaluates and steps under a guard; returns how often it went back. */
    static int minimise(Guard guard, Objective objective, float[] x, int evaluations) {
        float[] gradient = new float[x.length];
        int rollbacks = 0;
        for (int i = 0; i < evaluations; i++) {
            double loss = objective.at(x, gradient);
            rollbacks += guard.advance(x, loss, gradient).isPresent() ? 1 : 0;
        }
        return rollbacks;
    }
}
