package io.impasto.engine.objective;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.impasto.autodiff.Program;
import io.impasto.autodiff.Shape;
import io.impasto.engine.device.Execution;
import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.optimiser.Adam;
import io.impasto.engine.optimiser.Lbfgs;
import io.impasto.engine.optimiser.Optimiser;
import io.impasto.engine.optimiser.OptimiserState;

/** What a device makes of an objective over VGG19's layers: how near to the processor it comes, and how fast. */
public final class DeviceTrial {
    private static final int WARM_UP = 3;
    private static final int HISTORY = 20;

    private final FeatureNetwork network;

    public DeviceTrial(FeatureNetwork network) {
        this.network = network;
    }

    /**
     * Losses and gradient of a fixed case, {@code studio} on the layers of {@code keras}.
     *
     * @param side of the square image, pixels
     * @param bits of mantissa to which the image is rounded before; 24 leaves it as it is
     */
    public Evaluated evaluate(Execution execution, int side, int bits) {
        Picture image = rounded(waves(2, side), bits);
        return Evaluator.evaluate(
                network, execution, compared(), waves(1, side), List.of(new Style(waves(3, side), 1)), image);
    }

    /**
     * How fast evaluations are.
     *
     * @param single evaluations per second where each is a run of its own, without an optimiser
     * @param adam steps of Adam per second, several in each run
     * @param lbfgs the same of L-BFGS with its usual history
     */
    public record Rates(double single, double adam, double lbfgs) {}

    /**
     * Times evaluations of {@code keras}; medians.
     *
     * @param side of the square image, pixels
     * @param runs how often each is timed
     */
    public Rates rates(Execution execution, int side, int runs) {
        Picture image = Benchmark.noise(side, side);
        ObjectiveSpec spec = objective();
        try (Evaluator evaluator = Evaluator.open(network, Layout.of(spec), execution)) {
            Problem problem = evaluator.problem(spec, image, List.of(new Style(waves(3, side), 1)));
            float[] gradient = new float[image.rgb().length];
            double single = 1 / median(runs, () -> problem.evaluate(image.rgb(), gradient));
            return new Rates(
                    single,
                    stepRate(evaluator, problem, new Adam(1), image, runs),
                    stepRate(evaluator, problem, new Lbfgs(HISTORY, 1, 1, 1), image, runs));
        }
    }

    private static double stepRate(Evaluator evaluator, Problem problem, Optimiser optimiser, Picture image, int runs) {
        Steps steps = evaluator.steps(problem, optimiser, 100).orElseThrow();
        double[] scales = new double[steps.most()];
        Arrays.fill(scales, 1e-3);
        OptimiserState state = optimiser.state();
        int several = Math.max(1, runs / steps.most());
        return steps.most() / median(several, () -> steps.run(image.rgb(), state, scales, Double.POSITIVE_INFINITY));
    }

    /**
     * Runs an evaluation under ONNX Runtime's profiler.
     *
     * @param prefix how the profile's name begins
     * @return the profile, in Chrome's trace format
     */
    public Path profile(Execution execution, int side, Path prefix) {
        Picture image = Benchmark.noise(side, side);
        ObjectiveSpec spec = objective();
        Layout layout = Layout.of(spec);
        try (Evaluator evaluator = Evaluator.open(network, layout, execution);
                Program profiled = Program.load(
                        Programs.evaluation(network, layout, Programs.ANY_SIZE, execution.precision()),
                        execution.programs().withProfile(prefix))) {
            WholeProblem opened = (WholeProblem) evaluator.problem(spec, image, List.of(new Style(image, 1)));
            Problem problem = new WholeProblem(profiled, spec, opened.targets());
            problem.evaluate(image.rgb(), new float[image.rgb().length]);
            return profiled.endProfile();
        }
    }

    /** Multiply-adds of an evaluation's convolutions and matrix products, at a square image's size. */
    public long multiplyAdds(Execution execution, int side) {
        return Programs.evaluationGraph(
                        network, Layout.of(objective()), Shape.of(1, 3, side, side), execution.precision())
                .multiplyAdds();
    }

    /** The same layers under a formula that gives all of them weight, and nothing to roughness, which no network sees. */
    private ObjectiveSpec compared() {
        ObjectiveSpec timed = objective();
        return new ObjectiveSpec(
                Formula.STUDIO,
                Pooling.MAX,
                timed.contentLayers(),
                timed.styleLayers(),
                1,
                300,
                1.0 / Math.max(1, timed.styleLayers().size()),
                TotalVariation.KERAS,
                0);
    }

    private ObjectiveSpec objective() {
        return Benchmark.objective(network);
    }

    /** Of everything that weighs in: each term's relative error, the largest. */
    public static double lossError(Evaluated actual, Evaluated expected) {
        return Stream.of(
                        error(actual.losses().content(), expected.losses().content()),
                        error(actual.losses().style(), expected.losses().style()),
                        Math.abs(actual.losses().total() / expected.losses().total() - 1))
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
    }

    private static double error(Map<String, Double> actual, Map<String, Double> expected) {
        return expected.entrySet().stream()
                .filter(term -> term.getValue() != 0)
                .mapToDouble(term -> Math.abs(actual.get(term.getKey()) / term.getValue() - 1))
                .max()
                .orElse(0);
    }

    /** Relative L2 error of a gradient. */
    public static double gradientError(Evaluated actual, Evaluated expected) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < expected.gradient().length; i++) {
            difference += Math.pow((double) actual.gradient()[i] - expected.gradient()[i], 2);
            norm += (double) expected.gradient()[i] * expected.gradient()[i];
        }
        return Math.sqrt(difference / norm);
    }

    /** Median seconds, after warming up. */
    private static double median(int runs, Runnable work) {
        List<Double> times = new ArrayList<>();
        for (int i = -WARM_UP; i < runs; i++) {
            double time = Benchmark.milliseconds(work) / 1000;
            if (i >= 0) {
                times.add(time);
            }
        }
        return Benchmark.median(times);
    }

    private static Picture waves(int kind, int side) {
        float[] rgb = new float[3 * side * side];
        for (int i = 0; i < rgb.length; i++) {
            double x = i % side;
            double y = i / side % side;
            double channel = i / (side * side);
            double across = Math.sin(0.31 * kind * x + 0.17 * y + channel);
            double down = Math.cos(0.23 * y - 0.11 * kind * x - 2 * channel);
            rgb[i] = (float) (127.5 + 60 * across + 60 * down);
        }
        return new Picture(side, side, rgb);
    }

    private static Picture rounded(Picture picture, int bits) {
        float[] rgb = picture.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            float unit = Math.ulp(rgb[i]) * (1 << (24 - bits));
            rgb[i] = Math.round(rgb[i] / unit) * unit;
        }
        return new Picture(picture.width(), picture.height(), rgb);
    }
}
