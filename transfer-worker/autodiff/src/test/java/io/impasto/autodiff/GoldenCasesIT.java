package io.impasto.autodiff;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Losses and gradients of whole objectives on the real VGG19, against float64 results of an independent framework. */
class GoldenCasesIT {
    private static final List<String> LAYERS = List.of("relu1_1", "relu2_1", "relu3_1", "relu4_1");
    private static final Shape IMAGE = Shape.of(1, 3, Shape.UNKNOWN, Shape.UNKNOWN);

    @ParameterizedTest
    @ValueSource(strings = {"report-33x47", "gatys-avg-40x56", "keras-48x61"})
    void lossesAndGradientAgreeWithFloat64(String name) throws IOException {
        Path folder = Shared.path("golden").resolve(name);
        Model read = Model.read(Shared.path("models/vgg19-conv4_1.onnx"));
        Model vgg = name.startsWith("gatys") ? read.withAveragePooling() : read;
        Map<String, Tensor> feeds = targets(vgg, folder);
        Tensor image = Npy.read(folder.resolve("image.npy")).image();
        feeds.put("image", image);
        Map<String, Tensor> results;
        try (Program program = Program.load(objective(vgg, name.split("-")[0]).toModel(), ProgramOptions.DEFAULT)) {
            results = program.run(feeds);
        }

        String expected = Files.readString(folder.resolve("expected.json"));
        for (String layer : LAYERS) {
            expectLoss(results, "style/" + layer, number(expected.substring(expected.indexOf("style")), layer));
        }
        expectLoss(results, "content", number(expected, "relu4_1"));
        expectLoss(results, "total", number(expected, "total"));
        double[] gradient = Npy.read(folder.resolve("gradient.npy")).values();
        assertThat(relativeDistance(results.get("gradient").toFloats(), gradient))
                .isLessThan(2e-4);
    }

    private static void expectLoss(Map<String, Tensor> results, String name, double expected) {
        assertThat(results.get(name).item()).as(name).isCloseTo(expected, within(2e-5 * expected));
    }

    private static double relativeDistance(float[] actual, double[] expected) {
        double distance = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            distance += Math.pow(actual[i] - expected[i], 2);
            norm += Math.pow(expected[i], 2);
        }
        return Math.sqrt(distance / norm);
    }

    /** The weights are those of the case's {@code objective.json}. */
    private static Graph objective(Model vgg, String preset) {
        Graph graph = new Graph();
        Expr image = graph.input("image", IMAGE);
        Map<String, Expr> layers = layers(graph, vgg, image);
        Map<String, Expr> terms = new LinkedHashMap<>();
        for (String layer : LAYERS) {
            Expr f = layers.get(layer);
            double n = f.shape().dim(1);
            Expr m = f.size(2).times(f.size(3));
            Expr target = graph.input("gram/" + layer, Shape.of((long) n, (long) n));
            Expr theirs = graph.input("positions/" + layer, Shape.SCALAR);
            Expr term =
                    switch (preset) {
                        case "report" -> distance(f.gram().dividedBy(m), target.dividedBy(theirs))
                                .times(40 * 0.25 / (4 * n * n));
                        case "gatys" -> distance(f.gram().dividedBy(m), target.dividedBy(theirs))
                                .times(1000 * 0.25 / (4 * n * n));
                        default -> distance(f.gram(), target)
                                .times(1e-6 * 0.25 / 36)
                                .dividedBy(image.size(2).times(image.size(3)).squared());
                    };
            terms.put("style/" + layer, term);
        }
        Expr f = layers.get("relu4_1");
        Expr content = distance(f, graph.input("content/target", f.shape()));
        terms.put(
                "content",
                switch (preset) {
                    case "report" -> content.times(10.0 / (4 * 512))
                            .dividedBy(f.size(2).times(f.size(3)));
                    case "gatys" -> content.times(0.5);
                    default -> content.times(2.5e-8);
                });
        if (!preset.equals("gatys")) {
            terms.put("tv", totalVariation(image).times(1e-6));
        }
        Expr total = terms.values().stream().reduce(Expr::plus).orElseThrow();
        terms.forEach(graph::output);
        graph.output("total", total);
        graph.output("gradient", graph.gradient(total, image).get(0));
        return graph;
    }

    private static Expr distance(Expr a, Expr b) {
        return a.minus(b).squared().sum();
    }

    private static Expr totalVariation(Expr x) {
        Expr corner = x.slice(2, 0, -1).slice(3, 0, -1);
        Expr dx = x.slice(2, 0, -1).slice(3, 1, Long.MAX_VALUE).minus(corner);
        Expr dy = x.slice(2, 1, Long.MAX_VALUE).slice(3, 0, -1).minus(corner);
        return dx.squared().plus(dy.squared()).pow(1.25).sum();
    }

    private static Map<String, Tensor> targets(Model vgg, Path folder) throws IOException {
        Graph graph = new Graph();
        Map<String, Expr> layers = layers(graph, vgg, graph.input("image", IMAGE));
        layers.forEach((layer, f) -> graph.output("gram/" + layer, f.gram()));
        layers.forEach(
                (layer, f) -> graph.output("positions/" + layer, f.size(2).times(f.size(3))));
        graph.output("content/target", layers.get("relu4_1"));
        try (Program program = Program.load(graph.toModel(), ProgramOptions.DEFAULT)) {
            Map<String, Tensor> feeds = program.run(
                    Map.of("image", Npy.read(folder.resolve("style0.npy")).image()));
            Map<String, Tensor> content = program.run(
                    Map.of("image", Npy.read(folder.resolve("content.npy")).image()));
            feeds.put("content/target", content.get("content/target"));
            return feeds;
        }
    }

    /** The first activation after each pooling is reluK_1; the image is RGB, the network takes BGR minus the means. */
    private static Map<String, Expr> layers(Graph graph, Model vgg, Expr image) {
        Expr means = graph.constant(Tensor.of(new float[] {103.939f, 116.779f, 123.68f}, 3, 1, 1));
        Activations activations =
                graph.apply(vgg, Map.of("input", image.reversed(1).minus(means)));
        Map<String, Expr> layers = new LinkedHashMap<>();
        boolean first = true;
        for (ModelNode node : vgg.nodes()) {
            if (node.operator().endsWith("Pool")) {
                first = true;
            } else if (first && node.operator().equals("Relu")) {
                layers.put(
                        LAYERS.get(layers.size()),
                        activations.value(node.outputs().get(0)));
                first = false;
            }
        }
        return layers;
    }

    private static double number(String json, String key) {
        Matcher matcher = Pattern.compile('"' + key + "\": ([-+.e0-9]+)").matcher(json);
        assertThat(matcher.find()).as(key).isTrue();
        return Double.parseDouble(matcher.group(1));
    }
}
