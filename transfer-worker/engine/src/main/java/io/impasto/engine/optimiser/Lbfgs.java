package io.impasto.engine.optimiser;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

    private final boolean rounded;
    private final List<Kept> moves = new ArrayList<>();
    private final List<Kept> bends = new ArrayList<>();
    private final List<Double> curvatures = new ArrayList<>();
    private final Deque<Kept> spare = new ArrayDeque<>();
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
        this(history, false, rate, firstMove, longestMove);
    }

    /**
     * @param rounded whether pairs are kept in bfloat16, half the memory: any pair with curvature makes for a descent, so
     *     rounding costs some of its length and no more
     */
    public Lbfgs(int history, boolean rounded, double rate, double firstMove, double longestMove) {
        if (history < 1 || !(rate > 0) || !(firstMove > 0) || !(longestMove > 0)) {
            throw new IllegalArgumentException("L-BFGS needs a history of at least 1, and a rate and moves above 0");
        }
        this.longestMove = longestMove;
        this.history = history;
        this.rounded = rounded;
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
            reserve(values.length);
        } else {
            learn(values, gradient);
        }
        System.arraycopy(values, 0, lastValues, 0, values.length);
        System.arraycopy(gradient, 0, lastGradient, 0, values.length);
        Vectors.addScaled(values, -scale * descend(gradient), direction);
        steps++;
    }

    /** Where memory is short all of it is taken at once: what does not fit shall fail before hours of work. */
    private void reserve(int length) {
        while (rounded && spare.size() < 2 * (history - moves.size())) {
            spare.add(Kept.ofLength(length, true));
        }
    }

    private Kept room(int length) {
        return spare.isEmpty() ? Kept.ofLength(length, rounded) : spare.pop();
    }

    /** Keeps the pair of the last step, s and y, if it has curvature. */
    private void learn(float[] values, float[] gradient) {
        boolean full = moves.size() == history;
        Kept s = full ? moves.get(0) : room(values.length);
        Kept y = full ? bends.get(0) : room(values.length);
        s.setDifference(values, lastValues);
        y.setDifference(gradient, lastGradient);
        if (full) {
            moves.remove(0);
            bends.remove(0);
            curvatures.remove(0);
        }
        double ys = y.dot(s);
        if (ys > LEAST_COSINE * Math.sqrt(y.dot(y) * s.dot(s))) {
            moves.add(s);
            bends.add(y);
            curvatures.add(ys);
        } else if (rounded) {
            spare.add(s);
            spare.add(y);
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
            alpha[i] = moves.get(i).dot(direction) / curvatures.get(i);
            bends.get(i).addTo(direction, -alpha[i]);
        }
        Kept newest = bends.get(pairs - 1);
        Vectors.scale(direction, curvatures.get(pairs - 1) / newest.dot(newest));
        for (int i = 0; i < pairs; i++) {
            double beta = bends.get(i).dot(direction) / curvatures.get(i);
            moves.get(i).addTo(direction, alpha[i] - beta);
        }
        return Math.min(rate, longestMove / Vectors.rms(direction));
    }

    @Override
    public void forget() {
        if (rounded) {
            spare.addAll(moves);
            spare.addAll(bends);
        }
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
                vectors.add(moves.get(i).values());
                vectors.add(bends.get(i).values());
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
            // Of a longer history than this one the newest are taken.
            for (int i = 2 + 2 * Math.max(0, vectors.size() / 2 - 1 - history); i + 1 < vectors.size(); i += 2) {
                moves.add(kept(vectors.get(i)));
                bends.add(kept(vectors.get(i + 1)));
                curvatures.add(bends.get(bends.size() - 1).dot(moves.get(moves.size() - 1)));
            }
        }
    }

    private Kept kept(float[] values) {
        Kept kept = Kept.ofLength(values.length, rounded);
        kept.set(values);
        return kept;
    }
}
