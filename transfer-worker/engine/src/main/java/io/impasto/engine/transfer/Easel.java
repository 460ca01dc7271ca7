package io.impasto.engine.transfer;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

import io.impasto.engine.image.Picture;
import io.impasto.engine.objective.Losses;
import io.impasto.engine.objective.Problem;
import io.impasto.engine.optimiser.Guard;
import io.impasto.engine.optimiser.Optimiser;
import io.impasto.engine.optimiser.OptimiserState;

/** The working state of one level: the image, its objective, and the optimiser under its guard. */
final class Easel {
    // In grey levels: a black picture turned white has moved by 255.
    private static final double LONGEST_MOVE = 100;

    private final Problem problem;
    private final Guard guard;
    private final float[] gradient;
    private float[] values;
    private Losses losses;

    /** @param values where to start, changed from now on */
    Easel(Problem problem, Optimiser optimiser, float[] values) {
        this.problem = problem;
        this.guard = new Guard(optimiser, LONGEST_MOVE);
        this.values = values;
        this.gradient = new float[values.length];
    }

    /**
     * One evaluation and one step.
     *
     * @return why the guard went back, if it did
     */
    Optional<String> evaluate() {
        Losses evaluated = problem.evaluate(values, gradient);
        Optional<String> fault = guard.advance(values, evaluated.total(), gradient);
        if (fault.isEmpty()) {
            losses = evaluated;
        }
        return fault;
    }

    /** The terms of the last good iterate; null before the first evaluation. */
    Losses losses() {
        return losses;
    }

    double stepScale() {
        return guard.stepScale();
    }

    /** The last good iterate, or the start; not a copy. */
    Picture picture() {
        return new Picture(problem.width(), problem.height(), guard.good() == null ? values : guard.good());
    }

    /** After the first evaluation. */
    void writeTo(DataOutput out) throws IOException {
        OptimiserState.writeFloats(out, values);
        guard.writeTo(out);
    }

    /** @param losses of the last good iterate, which the report keeps */
    void readFrom(DataInput in, Losses losses) throws IOException {
        values = OptimiserState.readFloats(in, values.length);
        guard.readFrom(in, values.length);
        this.losses = losses;
    }
}
