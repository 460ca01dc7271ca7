package io.impasto.engine.steps;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.impasto.autodiff.Expr;
import io.impasto.autodiff.Graph;
import io.impasto.autodiff.Shape;
import io.impasto.autodiff.Tensor;
import io.impasto.engine.optimiser.Lbfgs;
import io.impasto.engine.optimiser.OptimiserState;

/**
 * {@link Lbfgs}' step: the two-loop recursion, unrolled over a history of fixed length whose empty places, the first ones,
 * have no weight. Inner products are sums of products, never matrix products, which TF32 would round.
 */
record LbfgsRule(int history, double rate, double firstMove, double longestMove) implements StepRule {
    private static final Shape VECTOR = Shape.of(Shape.UNKNOWN);
    private static final String MOVES = "moves";
    private static final String BENDS = "bends";
    /** One over the curvature of each pair; 0 where there is none. */
    private static final String WEIGHTS = "weights";
    /** Curvature of the newest pair over the square of its bend; 0 where there is none. */
    private static final String NEWEST = "newest";

    private static final String LAST_IMAGE = "last image";
    private static final String LAST_GRADIENT = "last gradient";
    /** 1 if there was a last one, else 0. */
    private static final String LAST = "last";

    private static final String RATE = "rate";
    private static final String FIRST_MOVE = "first move";
    private static final String LONGEST_MOVE = "longest move";
    private static final double LEAST = 1e-30;

    @Override
    public String kind() {
        return Lbfgs.KIND + history;
    }

    @Override
    public Map<String, Shape> state() {
        Shape pairs = Shape.of(history, Shape.UNKNOWN);
        return Map.of(
                MOVES, pairs,
                BENDS, pairs,
                WEIGHTS, Shape.of(history),
                NEWEST, Shape.SCALAR,
                LAST_IMAGE, VECTOR,
                LAST_GRADIENT, VECTOR,
                LAST, Shape.SCALAR);
    }

    @Override
    public Map<String, Float> settings() {
        return Map.of(RATE, (float) rate, FIRST_MOVE, (float) firstMove, LONGEST_MOVE, (float) longestMove);
    }

    @Override
    public Update step(
            Graph graph, Expr image, Expr gradient, Expr length, Map<String, Expr> state, Map<String, Expr> settings) {
        Expr x = image.reshape(-1);
        Expr g = gradient.reshape(-1);
        Map<String, Expr> next = learnt(graph, x, g, state);
        Expr one = graph.scalar(1);
        Expr zero = graph.scalar(0);
        Expr hasPairs = zero.less(next.get(NEWEST));
        Expr direction = direction(g, next, hasPairs.where(next.get(NEWEST), one));
        Expr first = least(settings.get(FIRST_MOVE), settings.get(LONGEST_MOVE)).dividedBy(rms(graph, g));
        Expr newton = least(settings.get(RATE), settings.get(LONGEST_MOVE).dividedBy(rms(graph, direction)));
        Expr stride = hasPairs.where(newton, first).times(length);
        Expr moved = x.minus(direction.times(stride));
        next.put(LAST_IMAGE, x);
        next.put(LAST_GRADIENT, g);
        next.put(LAST, one);
        return new Update(moved.reshapeLike(image), next);
    }

    /** Keeps the pair of the last step if it has curvature, and lets go of the oldest. */
    private Map<String, Expr> learnt(Graph graph, Expr x, Expr g, Map<String, Expr> state) {
        Expr s = x.minus(state.get(LAST_IMAGE));
        Expr y = g.minus(state.get(LAST_GRADIENT));
        Expr ys = dot(y, s);
        Expr yy = dot(y, y);
        Expr least = yy.times(dot(s, s)).sqrt().times(Lbfgs.LEAST_COSINE);
        // Without a last step, s and y are no pair: 0 is never more than 0.
        Expr curved = least.times(state.get(LAST)).less(ys.times(state.get(LAST)));
        Map<String, Expr> next = new HashMap<>();
        next.put(MOVES, curved.where(pushed(state.get(MOVES), s.unsqueeze(0)), state.get(MOVES)));
        next.put(BENDS, curved.where(pushed(state.get(BENDS), y.unsqueeze(0)), state.get(BENDS)));
        Expr weight = graph.scalar(1).dividedBy(ys).unsqueeze(0);
        next.put(WEIGHTS, curved.where(pushed(state.get(WEIGHTS), weight), state.get(WEIGHTS)));
        next.put(NEWEST, curved.where(ys.dividedBy(yy), state.get(NEWEST)));
        return next;
    }

    private Expr pushed(Expr all, Expr newest) {
        return history == 1 ? newest : all.slice(0, 1, history).concat(0, newest);
    }

    /** H g, H the approximate inverse Hessian. */
    private Expr direction(Expr g, Map<String, Expr> pairs, Expr scale) {
        Expr q = g;
        Expr[] alphas = new Expr[history];
        for (int i = history - 1; i >= 0; i--) {
            alphas[i] = dot(row(pairs, MOVES, i), q).times(row(pairs, WEIGHTS, i));
            q = q.minus(row(pairs, BENDS, i).times(alphas[i]));
        }
        q = q.times(scale);
        for (int i = 0; i < history; i++) {
            Expr beta = dot(row(pairs, BENDS, i), q).times(row(pairs, WEIGHTS, i));
            q = q.plus(row(pairs, MOVES, i).times(alphas[i].minus(beta)));
        }
        return q;
    }

    private static Expr row(Map<String, Expr> pairs, String name, int i) {
        return pairs.get(name).slice(0, i, i + 1L).squeeze(0);
    }

    private static Expr dot(Expr a, Expr b) {
        return a.times(b).sum();
    }

    private static Expr least(Expr a, Expr b) {
        return a.less(b).where(a, b);
    }

    private static Expr rms(Graph graph, Expr x) {
        return x.squared().mean().sqrt().max(graph.scalar(LEAST));
    }

    @Override
    public float[] lengths(long taken, double[] scales) {
        float[] lengths = new float[scales.length];
        for (int i = 0; i < scales.length; i++) {
            lengths[i] = (float) scales[i];
        }
        return lengths;
    }

    @Override
    public Map<String, Tensor> carried(OptimiserState state, int height, int width) {
        int length = 3 * height * width;
        List<float[]> vectors = state.vectors();
        Tensor moves = Tensor.allocate(history, length);
        Tensor bends = Tensor.allocate(history, length);
        Tensor weights = Tensor.allocate(history);
        Tensor newest = Tensor.allocate();
        int pairs = Math.max(0, vectors.size() / 2 - 1);
        for (int i = 0; i < pairs; i++) {
            float[] s = vectors.get(2 + 2 * i);
            float[] y = vectors.get(3 + 2 * i);
            int place = history - pairs + i;
            double ys = dot(y, s);
            moves.floats().put(place * length, s);
            bends.floats().put(place * length, y);
            weights.floats().put(place, (float) (1 / ys));
            newest.floats().put(0, (float) (ys / dot(y, y)));
        }
        Map<String, Tensor> carried = new HashMap<>();
        carried.put(MOVES, moves);
        carried.put(BENDS, bends);
        carried.put(WEIGHTS, weights);
        carried.put(NEWEST, newest);
        carried.put(LAST_IMAGE, StepRule.vector(vectors, 0, length));
        carried.put(LAST_GRADIENT, StepRule.vector(vectors, 1, length));
        carried.put(LAST, Tensor.of(new float[] {vectors.isEmpty() ? 0 : 1}));
        return carried;
    }

    @Override
    public OptimiserState state(Map<String, Tensor> carried, long steps) {
        List<float[]> vectors = new ArrayList<>();
        vectors.add(carried.get(LAST_IMAGE).toFloats());
        vectors.add(carried.get(LAST_GRADIENT).toFloats());
        int length = vectors.get(0).length;
        float[] weights = carried.get(WEIGHTS).toFloats();
        for (int i = 0; i < history; i++) {
            if (weights[i] != 0) {
                vectors.add(row(carried.get(MOVES), i, length));
                vectors.add(row(carried.get(BENDS), i, length));
            }
        }
        return new OptimiserState(Lbfgs.KIND, steps, 0, vectors);
    }

    private static float[] row(Tensor rows, int i, int length) {
        float[] row = new float[length];
        rows.floats().get(i * length, row);
        return row;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
