package io.impasto.engine.optimiser;

import java.util.ArrayList;
import java.util.List;

/**
 * Limited-memory BFGS without line search: the two-loop recursion of Nocedal, Updating Quasi-Newton Matrices with Limited
 * Storage (1980); one evaluation per step. The first step, when no curvature is known, moves the values by a given root
 * mean square.
 */
public final class Lbfgs implements Optimiser {
    /** What its state is called. */
    public static final String KIND = "lbfgs";
    /** A pair whose curvature is lost in rounding, or negative, would turn the direction uphill. */
    public static final double LEAST_COSINE = 1e-6;

    private final int history;
    private final double rate;
    private final double firstMove;
    private final double longestMove;

    private final List<float[]> moves = new ArrayList<>();
    private final List<float[]> bends = new ArrayList<>();
    private final List<Double> curvatures = new ArrayList<>();
    private float[] lastValues;
    private float[] lastGradient;
    private float[] direction;
    private long steps;

    /**
     * @param history pairs of moves and gradient changes kept; at least 1
     * @param rate length of a step in Newton steps, above 0; 1 is usual
     * @param firstMove root mean square of the first step, in units of the values
     * @param longestMove root mean square to which longer steps are shortened: a Newton step trusts its curvature too far
     *     while it has seen little of it
     */
    public Lbfgs(int history, double rate, double firstMove, double longestMove) {
        if (history < 1 || !(rate > 0) || !(firstMove > 0) || !(longestMove > 0)) {
            throw new IllegalArgumentException("L-BFGS needs a history of at least 1, and a rate and moves above 0");
        }
        this.longestMove = longestMove;
        this.history = history;
        this.rate = rate;
        this.firstMove = firstMove;
    }

    /** Pairs kept. */
    public int history() {
        return history;
    }

    /** Length of a step in Newton steps. */
    public double rate() {
        return rate;
    }

    /** Root mean square of the first step, in units of the values. */
    public double firstMove() {
        return firstMove;
    }

    /** Root mean square to which longer steps are shortened, in units of the values. */
    public double longestMove() {
        return longestMove;
    }

    @Override
    public void step(float[] values, float[] gradient, double scale) {
        if (lastValues == null) {
            lastValues = new float[values.length];
            lastGradient = new float[values.length];
        } else {
            learn(values, gradient);
        }
        System.arraycopy(values, 0, lastValues, 0, values.length);
        System.arraycopy(gradient, 0, lastGradient, 0, values.length);
        Vectors.addScaled(values, -scale * descend(gradient), direction);
        steps++;
    }

    /** Keeps the pair of the last step, s and y, if it has curvature. */
    private void learn(float[] values, float[] gradient) {
        boolean full = moves.size() == history;
        float[] s = full ? moves.get(0) : new float[values.length];
        float[] y = full ? bends.get(0) : new float[values.length];
        Vectors.subtract(values, lastValues, s);
        Vectors.subtract(gradient, lastGradient, y);
        if (full) {
            moves.remove(0);
            bends.remove(0);
            curvatures.remove(0);
        }
        double ys = Vectors.dot(y, s);
        if (ys > LEAST_COSINE * Math.sqrt(Vectors.dot(y, y) * Vectors.dot(s, s))) {
            moves.add(s);
            bends.add(y);
            curvatures.add(ys);
        }
    }

    /** Fills {@code direction} with H g, H the approximate inverse Hessian, and returns the step's length along it. */
    private double descend(float[] gradient) {
        if (direction == null) {
            direction = new float[gradient.length];
        }
        System.arraycopy(gradient, 0, direction, 0, gradient.length);
        int pairs = moves.size();
        if (pairs == 0) {
            double rms = Vectors.rms(gradient);
            return rms > 0 ? Math.min(firstMove, longestMove) / rms : 0;
        }
        double[] alpha = new double[pairs];
        for (int i = pairs - 1; i >= 0; i--) {
            alpha[i] = Vectors.dot(moves.get(i), direction) / curvatures.get(i);
            Vectors.addScaled(direction, -alpha[i], bends.get(i));
        }
        float[] newest = bends.get(pairs - 1);
        Vectors.scale(direction, curvatures.get(pairs - 1) / Vectors.dot(newest, newest));
        for (int i = 0; i < pairs; i++) {
            double beta = Vectors.dot(bends.get(i), direction) / curvatures.get(i);
            Vectors.addScaled(direction, alpha[i] - beta, moves.get(i));
        }
        return Math.min(rate, longestMove / Vectors.rms(direction));
    }

    @Override
    public void forget() {
        moves.clear();
        bends.clear();
        curvatures.clear();
        lastValues = null;
        lastGradient = null;
    }

    /** Keeps the curvature: under other weights it is nearly right, and reaches a given loss sooner than none. */
    @Override
    public void renew() {
        lastValues = null;
        lastGradient = null;
    }

    @Override
    public OptimiserState state() {
        List<float[]> vectors = new ArrayList<>();
        if (lastValues != null) {
            vectors.add(lastValues);
            vectors.add(lastGradient);
            for (int i = 0; i < moves.size(); i++) {
                vectors.add(moves.get(i));
                vectors.add(bends.get(i));
            }
        }
        return new OptimiserState(KIND, steps, 0, vectors);
    }

    @Override
    public void restore(OptimiserState state) {
        state.requireKind(KIND);
        forget();
        steps = state.steps();
        List<float[]> vectors = state.vectors();
        if (!vectors.isEmpty()) {
            lastValues = vectors.get(0).clone();
            lastGradient = vectors.get(1).clone();
            for (int i = 2; i + 1 < vectors.size(); i += 2) {
                moves.add(vectors.get(i).clone());
                bends.add(vectors.get(i + 1).clone());
                curvatures.add(Vectors.dot(vectors.get(i + 1), vectors.get(i)));
            }
        }
    }
}
