package io.impasto.engine.objective;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.impasto.autodiff.Program;
import io.impasto.engine.device.Execution;
import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;

/** Where the time of an evaluation goes, by ONNX Runtime's own profile. */
public final class OperatorTimes {
    private static final int WARM_UP = 2;
    private static final String KERNEL = "_kernel_time";

    private OperatorTimes() {}

    /**
     * What all nodes of one operator take in an evaluation.
     *
     * @param operator as ONNX Runtime runs it: {@code Conv}; {@code ReorderInput} and {@code ReorderOutput} are changes of layout
     * @param nodes how many there are
     * @param milliseconds sum over the nodes of each one's median
     */
    public record Row(String operator, int nodes, double milliseconds) {}

    /**
     * Evaluates the {@code keras} objective with the profiler on, which makes each node some microseconds slower.
     *
     * @param width of the image, pixels
     * @param height of the image, pixels
     * @param evaluations how many are profiled, at least 1
     * @return the slowest first
     */
    public static List<Row> measure(
            FeatureNetwork network, Execution execution, int width, int height, int evaluations) {
        ObjectiveSpec spec = Benchmark.objective(network);
        Layout layout = Layout.of(spec);
        Picture image = Benchmark.noise(width, height);
        try {
            Path folder = Files.createTempDirectory("impasto-profile");
            try {
                return rows(profile(network, execution, spec, layout, image, evaluations, folder), evaluations);
            } finally {
                delete(folder);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the profile can't be kept: " + failed.getMessage(), failed);
        }
    }

    private static JsonNode profile(
            FeatureNetwork network,
            Execution execution,
            ObjectiveSpec spec,
            Layout layout,
            Picture image,
            int evaluations,
            Path folder)
            throws IOException {
        try (Program program = Program.load(
                        Programs.evaluation(network, layout, Programs.ANY_SIZE, execution.precision()),
                        execution.programs().withProfile(folder.resolve("evaluation")));
                Evaluator evaluator = Evaluator.open(network, layout, execution)) {
            WholeProblem bound = (WholeProblem) evaluator.problem(spec, image, List.of(new Style(image, 1)));
            Problem problem = new WholeProblem(program, spec, bound.targets());
            float[] gradient = new float[image.rgb().length];
            for (int i = -WARM_UP; i < evaluations; i++) {
                problem.evaluate(image.rgb(), gradient);
            }
            return new ObjectMapper().readTree(program.endProfile().toFile());
        }
    }

    private static List<Row> rows(JsonNode trace, int evaluations) {
        Map<String, String> operators = new LinkedHashMap<>();
        Map<String, List<Double>> times = new LinkedHashMap<>();
        for (JsonNode event : trace) {
            String name = event.path("name").asText();
            if (event.path("cat").asText().equals("Node") && name.endsWith(KERNEL)) {
                operators.put(name, event.path("args").path("op_name").asText());
                times.computeIfAbsent(name, any -> new ArrayList<>())
                        .add(event.path("dur").asDouble() / 1000);
            }
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, Double> sums = new LinkedHashMap<>();
        times.forEach((node, all) -> {
            List<Double> counted = all.subList(Math.max(0, all.size() - evaluations), all.size());
            counts.merge(operators.get(node), 1, Integer::sum);
            sums.merge(operators.get(node), Benchmark.median(counted), Double::sum);
        });
        return sums.entrySet().stream()
                .map(sum -> new Row(sum.getKey(), counts.get(sum.getKey()), sum.getValue()))
                .sorted(Comparator.comparingDouble(Row::milliseconds).reversed())
                .toList();
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
