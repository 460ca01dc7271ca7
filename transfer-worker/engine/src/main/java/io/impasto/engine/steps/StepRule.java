package io.impasto.engine.steps;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.impasto.autodiff.Expr;
import io.impasto.autodiff.Graph;
import io.impasto.autodiff.Shape;
import io.impasto.autodiff.Tensor;
import io.impasto.engine.optimiser.Adam;
import io.impasto.engine.optimiser.Lbfgs;
import io.impasto.engine.optimiser.Optimiser;
import io.impasto.engine.optimiser.OptimiserState;

/**
 * One optimiser's step as a graph. Its arithmetic is that of the optimiser it is named after in float32 where that computes
 * in double, and its state is the same, so that either can go on where the other stopped.
 */
public sealed interface StepRule permits AdamRule, LbfgsRule {

    /**
     * A step's outcome.
     *
     * @param image the next iterate
     * @param state the next value of every member of {@link #state}, by name
     */
    record Update(Expr image, Map<String, Expr> state) {}

    /** The rule that takes the steps of an optimiser; empty for those that have none. */
    static Optional<StepRule> of(Optimiser optimiser) {
        if (optimiser instanceof Adam adam) {
            return Optional.of(new AdamRule(adam.rate()));
        }
        if (optimiser instanceof Lbfgs lbfgs) {
            return Optional.of(new LbfgsRule(lbfgs.history(), lbfgs.rate(), lbfgs.firstMove(), lbfgs.longestMove()));
        }
        return Optional.empty();
    }

    /** Rules of one kind share a program: settings are fed. */
    String kind();

    /** What is carried from step to step, by name, with its shape. */
    Map<String, Shape> state();

    /** What is fed once for all steps, by name: the optimiser's settings; scalars of float32. */
    Map<String, Float> settings();

    /**
     * Adds a step to a graph.
     *
     * @param image {@code 1 x 3 x H x W}
     * @param gradient of the same shape
     * @param length a scalar, this step's element of {@link #lengths}
     * @param state by name
     * @param settings by name
     */
    Update step(
            Graph graph, Expr image, Expr gradient, Expr length, Map<String, Expr> state, Map<String, Expr> settings);

    /**
     * How long each of the coming steps is, as {@link #step} reads it.
     *
     * @param taken steps before them
     * @param scales by which the guard shortens each
     */
    float[] lengths(long taken, double[] scales);

    /**
     * An optimiser's state as this rule carries it.
     *
     * @param height of the image
     * @param width of the image
     */
    Map<String, Tensor> carried(OptimiserState state, int height, int width);

    /**
     * What the optimiser would hold now.
     *
     * @param carried after the last step, by the names of {@link #state}
     * @param steps taken in all
     */
    OptimiserState state(Map<String, Tensor> carried, long steps);

    /** A float32 tensor with a copy of a vector, or zeros where there is none. */
    static Tensor vector(List<float[]> vectors, int index, long... shape) {
        return index < vectors.size() ? Tensor.of(vectors.get(index), shape) : Tensor.allocate(shape);
    }
}
