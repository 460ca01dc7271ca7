package io.impasto.engine.transfer;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.impasto.engine.image.Picture;
import io.impasto.engine.objective.Losses;
import io.impasto.engine.objective.Problem;
import io.impasto.engine.objective.Steps;
import io.impasto.engine.optimiser.Guard;
import io.impasto.engine.optimiser.Optimiser;
import io.impasto.engine.optimiser.OptimiserState;

/** The working state of one level: the image, its objective, and the optimiser under its guard. */
final class Easel {
    // In grey levels: a black picture turned white has moved by 255.
    static final double LONGEST_MOVE = 100;

    private Problem problem;
    private final Guard guard;
    private Optional<Steps> steps;
    private final float[] gradient;
    private float[] values;
    private Losses losses;

    /**
     * @param steps takes several steps a run where it is present
     * @param values where to start, changed from now on
     */
    Easel(Problem problem, Optimiser optimiser, Optional<Steps> steps, float[] values) {
        this.steps = steps;
        this.problem = problem;
        this.guard = new Guard(optimiser, LONGEST_MOVE);
        this.values = values;
        this.gradient = new float[values.length];
    }

    /**
     * An evaluation that was made.
     *
     * @param losses of the last good iterate by then
     * @param fault why the guard went back, if it did
     */
    record Stroke(Losses losses, Optional<String> fault) {}

    /**
     * Evaluates and steps: once, or several times in one run.
     *
     * @param most evaluations at most
     * @return at least one
     */
    List<Stroke> advance(int most) {
        // The first evaluation gives the guard something to go back to.
        return steps.isEmpty() || guard.good() == null ? List.of(evaluate()) : run(steps.get(), most);
    }

    private Stroke evaluate() {
        Losses evaluated = problem.evaluate(values, gradient);
        Optional<String> fault = guard.advance(values, evaluated.total(), gradient);
        if (fault.isEmpty()) {
            losses = evaluated;
        }
        return new Stroke(losses, fault);
    }

    private List<Stroke> run(Steps steps, int most) {
        double[] scales = guard.scales(Math.min(most, steps.most()));
        Steps.Run run = steps.run(values, guard.state(), scales, guard.limit());
        double[] totals = run.losses().stream().mapToDouble(Losses::total).toArray();
        Optional<String> fault = guard.adopt(values, totals, run.last(), run.gradient(), run.next(), run.state());
        int last = run.losses().size() - 1;
        if (fault.isEmpty()) {
            losses = run.losses().get(last);
        }
        List<Stroke> strokes = new ArrayList<>();
        run.losses().subList(0, last).forEach(good -> strokes.add(new Stroke(good, Optional.empty())));
        strokes.add(new Stroke(losses, fault));
        return strokes;
    }

    /**
     * One evaluation of the same pictures under other weights, at the last good iterate, and one step.
     *
     * @throws io.impasto.engine.optimiser.NotFinite if they are too large; all is then as it was before
     */
    Stroke reweigh(Problem reweighted, Optimiser successor, Optional<Steps> down) {
        Losses evaluated = reweighted.evaluate(guard.good() == null ? values : guard.good(), gradient);
        guard.rebase(values, evaluated.total(), gradient, successor);
        problem = reweighted;
        steps = down;
        losses = evaluated;
        return new Stroke(losses, Optional.empty());
    }

    /** Goes on with an optimiser of the same kind and other settings. */
    void handOver(Optimiser successor, Optional<Steps> down) {
        guard.handOver(successor);
        steps = down;
    }

    Problem problem() {
        return problem;
    }

    double stepScale() {
        return guard.stepScale();
    }

    /** The last good iterate, or the start; not a copy. */
    Picture picture() {
        return new Picture(problem.width(), problem.height(), guard.good() == null ? values : guard.good());
    }

    void writeTo(DataOutput out) throws IOException {
        OptimiserState.writeFloats(out, values);
        out.writeBoolean(guard.good() != null);
        if (guard.good() != null) {
            guard.writeTo(out);
        }
    }

    /** @param losses of the last good iterate, which the report keeps */
    void readFrom(DataInput in, Losses losses) throws IOException {
        values = OptimiserState.readFloats(in, values.length);
        if (in.readBoolean()) {
            guard.readFrom(in, values.length);
            this.losses = losses;
        }
    }
}
