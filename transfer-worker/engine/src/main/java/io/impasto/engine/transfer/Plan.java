package io.impasto.engine.transfer;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a painting will take, settled before it starts.
 *
 * @param budget bytes of memory that it may take; {@link StyleTransfer#UNLIMITED} where nobody said
 * @param stages as in the schedule
 * @param history what L-BFGS keeps, if it paints
 * @param peakBytes highest resident memory that is expected of the process
 * @param seconds painting time that is expected; empty where no evaluation was timed
 * @param why what the budget made necessary, for a person; empty if nothing
 */
public record Plan(
        long budget, List<Stage> stages, History history, long peakBytes, OptionalDouble seconds, List<String> why) {

    public Plan {
        stages = List.copyOf(stages);
        why = List.copyOf(why);
    }

    /**
     * One stage.
     *
     * @param network that paints
     * @param width of the level, pixels
     * @param height of the level, pixels
     * @param evaluations of this stage
     * @param tileSide longest side of a tile, pixels; empty if the image is evaluated in one piece
     * @param tiles how many there are
     * @param halo pixels that each tile sees beyond its own
     * @param secondsPerEvaluation the optimiser's step included; empty where none was timed
     */
    public record Stage(
            String network,
            int width,
            int height,
            int evaluations,
            OptionalInt tileSide,
            int tiles,
            int halo,
            OptionalDouble secondsPerEvaluation) {}
}
