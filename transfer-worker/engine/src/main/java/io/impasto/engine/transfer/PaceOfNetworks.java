package io.impasto.engine.transfer;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

import io.impasto.engine.image.Picture;
import io.impasto.engine.network.Reach;
import io.impasto.engine.objective.Evaluator;
import io.impasto.engine.objective.Guidance;
import io.impasto.engine.objective.Mask;
import io.impasto.engine.objective.ObjectiveSpec;
import io.impasto.engine.objective.Problem;
import io.impasto.engine.objective.Style;
import io.impasto.engine.objective.TileSizes;
import io.impasto.engine.optimiser.Lbfgs;

/** How fast each network is evaluated on this machine, from evaluations of two small pictures; timed once a process. */
final class PaceOfNetworks {
    private static final int SMALL = 96;
    private static final int LARGE = 256;
    private static final int REPEATS = 2;
    /** A forward pass takes so much of an evaluation. */
    private static final double FORWARD = 0.42;

    private static final int STEPS = 24;

    private final Map<Timed, Line> lines = new HashMap<>();
    private double perPixelAndPair = Double.NaN;

    /** Each region costs something. */
    private record Timed(String network, int regions) {}

    /** Seconds of an evaluation: a fixed part and one for each pixel. */
    private record Line(double fixed, double perPixel) {
        double at(double pixels) {
            return fixed + perPixel * pixels;
        }
    }

    /** Times a network unless it was. */
    void time(String network, Evaluator evaluator, ObjectiveSpec objective) {
        lines.computeIfAbsent(new Timed(network, objective.regions()), any -> {
            double small = seconds(evaluator, objective, SMALL);
            double large = seconds(evaluator, objective, LARGE);
            double perPixel = Math.max(0, large - small) / ((double) LARGE * LARGE - (double) SMALL * SMALL);
            return new Line(Math.max(0, small - perPixel * SMALL * SMALL), perPixel);
        });
        if (Double.isNaN(perPixelAndPair)) {
            perPixelAndPair = timeOptimiser();
        }
    }

    private static double seconds(Evaluator evaluator, ObjectiveSpec objective, int side) {
        Picture noise = new Picture(side, side, noise(3 * side * side));
        Guidance everywhere = new Guidance(
                Collections.nCopies(objective.regions(), Mask.EVERYWHERE),
                objective.regions() == 0
                        ? List.of()
                        : List.of(Collections.nCopies(objective.regions(), Optional.of(Mask.EVERYWHERE))));
        Problem problem =
                evaluator.problem(objective, noise, List.of(new Style(noise, 1)), everywhere, OptionalInt.empty());
        float[] gradient = new float[noise.rgb().length];
        problem.evaluate(noise.rgb(), gradient);
        double best = Double.MAX_VALUE;
        for (int i = 0; i < REPEATS; i++) {
            long begin = System.nanoTime();
            problem.evaluate(noise.rgb(), gradient);
            best = Math.min(best, (System.nanoTime() - begin) / 1e9);
        }
        return best;
    }

    private static double timeOptimiser() {
        int pixels = LARGE * LARGE;
        float[] values = noise(3 * pixels);
        float[] gradient = new float[values.length];
        Lbfgs lbfgs = new Lbfgs(History.FULL.pairs(), 1, 1, 1);
        double best = Double.MAX_VALUE;
        for (int step = 0; step < STEPS; step++) {
            for (int i = 0; i < values.length; i++) {
                gradient[i] = (1 + i % 7) * values[i];
            }
            long begin = System.nanoTime();
            lbfgs.step(values, gradient, 1);
            if (step >= History.FULL.pairs()) {
                best = Math.min(best, (System.nanoTime() - begin) / 1e9);
            }
        }
        return best / pixels / History.FULL.pairs();
    }

    private static float[] noise(int length) {
        Random random = new Random(1);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = 255 * random.nextFloat();
        }
        return values;
    }

    /** Seconds of one evaluation and the step after it. */
    double evaluation(
            MemoryNeed.Work work,
            OptionalInt tileSide,
            Optional<Reach> reach,
            OptimiserKind optimiser,
            History history) {
        Pyramid.Level level = work.level();
        // The history fills with the first steps.
        double pairs = optimiser == OptimiserKind.LBFGS ? Math.min(history.pairs(), level.evaluations() / 2.0) + 1 : 1;
        double step = perPixelAndPair * pairs * level.pixels();
        Line line = line(work);
        if (tileSide.isEmpty()) {
            return step + line.at(level.pixels());
        }
        int tiles = TileSizes.count(level.width(), level.height(), tileSide.getAsInt(), reach.orElseThrow());
        long pixels = TileSizes.allCrops(level.width(), level.height(), tileSide.getAsInt(), reach.orElseThrow());
        return step + (1 + FORWARD) * (tiles * line.fixed() + line.perPixel() * pixels);
    }

    /** Seconds until the targets of a stage are there. */
    double targets(MemoryNeed.Work work, OptionalInt tileSide, Optional<Reach> reach) {
        Pyramid.Level level = work.level();
        double spread = tileSide.isEmpty()
                ? 1
                : (double) TileSizes.allCrops(level.width(), level.height(), tileSide.getAsInt(), reach.orElseThrow())
                        / level.pixels();
        return FORWARD * line(work).at(spread * (level.pixels() + work.largestStyle()));
    }

    private Line line(MemoryNeed.Work work) {
        return lines.get(new Timed(work.network(), work.objective().regions()));
    }
}
