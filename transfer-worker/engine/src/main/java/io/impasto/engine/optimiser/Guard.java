package io.impasto.engine.optimiser;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Watches over an optimiser: an evaluation that is not finite or whose loss runs away, or a step that would, takes the values
 * back to the last good iterate, from where the optimiser starts afresh with a quarter of the step. Good evaluations let
 * the step grow again, up to a ceiling that halves each time.
 */
public final class Guard {
    /** A loss that is so many times the lowest so far has run away. */
    static final double RUNAWAY = 4;

    private static final double SHRINK = 0.25;
    private static final double GROW = 1.25;
    // Below this share of the first loss a rise matters to nobody.
    private static final double NEGLIGIBLE = 1e-6;

    private static final String NOT_FINITE = "loss or gradient not finite";

    private Optimiser optimiser;
    private final double longestMove;

    private float[] goodValues;
    private float[] goodGradient;
    private double lowestLoss;
    private double firstLoss = Double.NaN;
    private double scale = 1;
    private double ceiling = 1;

    /**
     * @param optimiser that moves the values
     * @param longestMove root mean square of the longest step that is believed, in units of the values
     */
    public Guard(Optimiser optimiser, double longestMove) {
        this.optimiser = optimiser;
        this.longestMove = longestMove;
    }

    /**
     * Takes in an evaluation and moves on.
     *
     * @param values that were evaluated; on return the next ones to evaluate
     * @param loss at {@code values}
     * @param gradient at {@code values}
     * @return why the evaluation was bad, for a person, if the values went back; empty if all is well
     * @throws NotFinite if this is the first evaluation and it is not finite: there is nothing to go back to
     */
    public Optional<String> advance(float[] values, double loss, float[] gradient) {
        Optional<String> fault = faultOf(loss, gradient);
        if (fault.isPresent()) {
            goBack(values);
        } else {
            keep(values, loss, gradient);
            scale = Math.min(ceiling, scale * GROW);
        }
        move(values);
        return fault;
    }

    /** By how much each of the coming steps would be scaled if all evaluations before it are good. */
    public double[] scales(int steps) {
        double[] scales = new double[steps];
        double next = scale;
        for (int i = 0; i < steps; i++) {
            next = Math.min(ceiling, next * GROW);
            scales[i] = next;
        }
        return scales;
    }

    /** The loss above which the next evaluation is bad; after the first. */
    public double limit() {
        return limit(lowestLoss);
    }

    private double limit(double lowest) {
        return RUNAWAY * Math.max(Math.abs(lowest), NEGLIGIBLE * Math.abs(firstLoss));
    }

    /** The optimiser's state. */
    public OptimiserState state() {
        return optimiser.state();
    }

    /**
     * Takes in steps that were taken elsewhere, from {@code values} on: all of them, or none if one evaluation was bad. Then
     * the values go back to the last good iterate before them, from where the optimiser starts afresh with a quarter of the
     * step. After the first evaluation.
     *
     * @param values where the steps began; on return where they go on
     * @param losses at each iterate of theirs, in order
     * @param last the last iterate that was evaluated
     * @param gradient there
     * @param next the iterate after it
     * @param state of the optimiser then
     * @return why an evaluation was bad, for a person, if the values went back; empty if all is well
     */
    public Optional<String> adopt(
            float[] values, double[] losses, float[] last, float[] gradient, float[] next, OptimiserState state) {
        double lowest = lowestLoss;
        for (double loss : losses) {
            if (!Double.isFinite(loss) || loss > limit(lowest)) {
                goBack(values);
                return Optional.of(Double.isFinite(loss) ? ranAway(lowest, loss) : NOT_FINITE);
            }
            lowest = Math.min(lowest, loss);
        }
        if (!Vectors.allFinite(gradient) || !Vectors.allFinite(next)) {
            goBack(values);
            return Optional.of(NOT_FINITE);
        }
        scale = scales(losses.length)[losses.length - 1];
        keep(last, lowest, gradient);
        System.arraycopy(next, 0, values, 0, values.length);
        optimiser.restore(state);
        return Optional.empty();
    }

    /**
     * Takes in the first evaluation of another objective, at the last good iterate: from now on losses are compared with
     * this one, and an optimiser of the same kind goes on as far as it can.
     *
     * @param values the start if nothing was evaluated before; on return the next ones to evaluate
     * @param loss of the other objective at the last good iterate, or else at {@code values}
     * @param gradient likewise
     * @param successor takes over what did not belong to the old objective
     * @throws NotFinite if loss or gradient are not finite; all is then as it was before
     */
    public void rebase(float[] values, double loss, float[] gradient, Optimiser successor) {
        if (!Double.isFinite(loss) || !Vectors.allFinite(gradient)) {
            throw new NotFinite("loss or gradient of the other objective are not finite");
        }
        if (goodValues != null) {
            System.arraycopy(goodValues, 0, values, 0, values.length);
        }
        firstLoss = loss;
        lowestLoss = loss;
        keep(values, loss, gradient);
        handOver(successor);
        optimiser.renew();
        move(values);
    }

    /** Goes on with another optimiser of the same kind, which takes over all that this one has learnt. */
    public void handOver(Optimiser successor) {
        successor.restore(optimiser.state());
        optimiser = successor;
    }

    private Optional<String> faultOf(double loss, float[] gradient) {
        boolean finite = Double.isFinite(loss) && Vectors.allFinite(gradient);
        if (goodValues == null) {
            if (!finite) {
                throw new NotFinite("loss or gradient are not finite at the start");
            }
            firstLoss = loss;
            return Optional.empty();
        }
        if (!finite) {
            return Optional.of(NOT_FINITE);
        }
        return loss > limit(lowestLoss) ? Optional.of(ranAway(lowestLoss, loss)) : Optional.empty();
    }

    private static String ranAway(double lowest, double loss) {
        return String.format(Locale.ROOT, "loss ran away from %.6g to %.6g", lowest, loss);
    }

    private void keep(float[] values, double loss, float[] gradient) {
        if (goodValues == null) {
            goodValues = values.clone();
            goodGradient = gradient.clone();
            lowestLoss = loss;
        } else {
            System.arraycopy(values, 0, goodValues, 0, values.length);
            System.arraycopy(gradient, 0, goodGradient, 0, gradient.length);
        }
        lowestLoss = Math.min(lowestLoss, loss);
    }

    private void goBack(float[] values) {
        System.arraycopy(goodValues, 0, values, 0, values.length);
        optimiser.forget();
        ceiling = Math.max(Double.MIN_NORMAL, ceiling / 2);
        scale = Math.max(Double.MIN_NORMAL, Math.min(ceiling, scale * SHRINK));
    }

    /** One step from the last good iterate; one that is too long is taken back before it is evaluated. */
    private void move(float[] values) {
        optimiser.step(values, goodGradient, scale);
        double length = Vectors.rmsDifference(values, goodValues);
        if (length <= longestMove) {
            return;
        }
        goBack(values);
        optimiser.step(values, goodGradient, scale);
        length = Vectors.rmsDifference(values, goodValues);
        for (int i = 0; i < values.length; i++) {
            // Still too long: as far as is believed, the same way; nowhere if there is no way.
            double move = ((double) values[i] - goodValues[i]) * (longestMove / length);
            values[i] = length <= longestMove
                    ? values[i]
                    : Double.isFinite(move) && Double.isFinite(length) ? (float) (goodValues[i] + move) : goodValues[i];
        }
    }

    /** The last good iterate itself, not a copy: read it before the next {@link #advance}. */
    public float[] good() {
        return goodValues;
    }

    /** By how much steps are scaled at the moment. */
    public double stepScale() {
        return scale;
    }

    /** Writes everything that the next steps depend on, the optimiser's state included; after the first evaluation. */
    public void writeTo(DataOutput out) throws IOException {
        OptimiserState.writeFloats(out, goodValues);
        OptimiserState.writeFloats(out, goodGradient);
        out.writeDouble(lowestLoss);
        out.writeDouble(firstLoss);
        out.writeDouble(scale);
        out.writeDouble(ceiling);
        optimiser.state().writeTo(out);
    }

    /** Goes on from what a guard over an optimiser with the same settings wrote, for so many values. */
    public void readFrom(DataInput in, int length) throws IOException {
        goodValues = OptimiserState.readFloats(in, length);
        goodGradient = OptimiserState.readFloats(in, length);
        lowestLoss = in.readDouble();
        firstLoss = in.readDouble();
        scale = in.readDouble();
        ceiling = in.readDouble();
        optimiser.restore(OptimiserState.readFrom(in, length));
    }
}
