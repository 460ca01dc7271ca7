package io.impasto.engine.optimiser;

/**
 * Improves an array of values step by step from gradients alone. Deterministic: the same values, gradients and state give
 * the same step, bit by bit. Reductions accumulate in double precision.
 */
public sealed interface Optimiser permits Lbfgs, Adam, Sgd {

    /**
     * Moves {@code values} one step along.
     *
     * @param values what is optimised, changed in place
     * @param gradient at {@code values}, of the same length, all finite
     * @param scale shortens the step; 1 for the optimiser's own length
     */
    void step(float[] values, float[] gradient, double scale);

    /** Drops what was learnt from earlier steps (curvature, momentum), as after going back to an earlier iterate. */
    void forget();

    /** Gets ready for another objective of the same kind: drops what would mislead there, such as a rate taken from gradients. */
    default void renew() {
        forget();
    }

    /** All that the next steps depend on; it shares memory with the optimiser, so use it before the next step. */
    OptimiserState state();

    /**
     * Goes on from a state that an optimiser with the same settings returned.
     *
     * @throws IllegalArgumentException if the state is another kind's
     */
    void restore(OptimiserState state);
}
