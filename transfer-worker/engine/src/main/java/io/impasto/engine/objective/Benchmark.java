package io.impasto.engine.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

import io.impasto.autodiff.Program;
import io.impasto.autodiff.Shape;
import io.impasto.autodiff.Tensor;
import io.impasto.engine.device.Execution;
import io.impasto.engine.device.HostMemory;
import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;

/** Times an evaluation of the {@code keras} objective against the bare network. */
public final class Benchmark {
    private static final List<String> STYLE = List.of("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1");
    private static final String CONTENT = "relu5_2";
    private static final int WARM_UP = 2;
    private static final double MEGABYTE = 1 << 20;

    private Benchmark() {}

    /**
     * What was measured.
     *
     * @param forward median milliseconds of the network alone, to the deepest layer that the objective uses
     * @param evaluation median milliseconds of one evaluation: losses and gradient
     * @param peakResidentMegabytes the process' highest resident memory so far; empty where the system does not say
     */
    public record Result(double forward, double evaluation, Optional<Double> peakResidentMegabytes) {}

    /**
     * What a session for every size costs against one for a single size.
     *
     * @param dynamic the session that paints: any height and width
     * @param fixed the same graph with the height and width stated
     */
    public record Comparison(Result dynamic, Result fixed) {}

    /**
     * Runs forward passes and evaluations in turn, after warming both up.
     *
     * @param network the network; of the layers that {@code keras} names, those that it has are used
     * @param execution on what and how precisely both are computed
     * @param width of the image, pixels
     * @param height of the image, pixels
     * @param evaluations how often each is timed, at least 1
     */
    public static Result run(FeatureNetwork network, Execution execution, int width, int height, int evaluations) {
        Picture image = noise(width, height);
        try (Subject dynamic = Subject.open(network, execution, image, Programs.ANY_SIZE)) {
            measure(evaluations, List.of(dynamic));
            return dynamic.result();
        }
    }

    /** As {@link #run}, with a session of any size and one of this size only, all four in turn. */
    public static Comparison compare(
            FeatureNetwork network, Execution execution, int width, int height, int evaluations) {
        Picture image = noise(width, height);
        try (Subject dynamic = Subject.open(network, execution, image, Programs.ANY_SIZE);
                Subject fixed = Subject.open(network, execution, image, Shape.of(1, 3, height, width))) {
            measure(evaluations, List.of(dynamic, fixed));
            return new Comparison(dynamic.result(), fixed.result());
        }
    }

    private static void measure(int evaluations, List<Subject> subjects) {
        for (int i = -WARM_UP; i < evaluations; i++) {
            for (Subject subject : subjects) {
                subject.measure(i >= 0);
            }
        }
    }

    /** The sessions that are timed together, and their times in milliseconds. */
    private record Subject(
            Evaluator evaluator, Program forward, Problem problem, Picture image, List<Double> bare, List<Double> whole)
            implements AutoCloseable {

        static Subject open(FeatureNetwork network, Execution execution, Picture image, Shape size) {
            ObjectiveSpec spec = objective(network);
            Layout layout = Layout.of(spec);
            Evaluator evaluator = Evaluator.open(network, layout, size, execution);
            Program forward =
                    Program.load(Programs.forward(network, layout, size, execution.precision()), execution.programs());
            Problem problem = evaluator.problem(spec, image, List.of(new Style(image, 1)));
            return new Subject(evaluator, forward, problem, image, new ArrayList<>(), new ArrayList<>());
        }

        void measure(boolean counts) {
            Tensor input = Tensor.of(image.rgb(), 1, 3, image.height(), image.width());
            float[] gradient = new float[image.rgb().length];
            double forwardTime = milliseconds(() -> forward.run(Map.of(Programs.IMAGE, input)));
            double evaluationTime = milliseconds(() -> problem.evaluate(image.rgb(), gradient));
            if (counts) {
                bare.add(forwardTime);
                whole.add(evaluationTime);
            }
        }

        Result result() {
            return new Result(median(bare), median(whole), peakMegabytes());
        }

        @Override
        public void close() {
            forward.close();
            evaluator.close();
        }
    }

    /** The {@code keras} preset with those of its layers that the network has; its deepest where relu5_2 is missing. */
    static ObjectiveSpec objective(FeatureNetwork network) {
        List<String> style = STYLE.stream().filter(network.layers()::contains).toList();
        String content = network.layers().contains(CONTENT)
                ? CONTENT
                : network.deepest(style.isEmpty() ? network.layers() : style);
        return new ObjectiveSpec(
                Formula.KERAS,
                Pooling.MAX,
                List.of(content),
                style,
                2.5e-8,
                1e-6,
                1.0 / Math.max(1, style.size()),
                TotalVariation.KERAS,
                1e-6);
    }

    static Picture noise(int width, int height) {
        Random random = new Random(1);
        float[] rgb = new float[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = 255 * random.nextFloat();
        }
        return new Picture(width, height, rgb);
    }

    static double milliseconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static Optional<Double> peakMegabytes() {
        OptionalLong peak = HostMemory.peak();
        return peak.isPresent() ? Optional.of(peak.getAsLong() / MEGABYTE) : Optional.empty();
    }
}
