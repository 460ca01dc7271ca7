package io.impasto.engine.objective;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.network.NetworkException;
import io.impasto.engine.network.Preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Holds every formula and its gradient to loops in double precision and central differences. */
class ObjectiveIT {
    private static final List<String> LAYERS = List.of("relu1_1", "relu2_1");

    @TempDir
    static Path folder;

    private static final PlainNetwork PLAIN = new PlainNetwork(3);

    @BeforeAll
    static void writeNetworks() throws IOException {
        PLAIN.model().writeTo(folder.resolve("caffe.onnx"));
        PLAIN.model().writeTo(folder.resolve("torch.onnx"));
        Files.writeString(
                folder.resolve("torch.json"),
                """
                {"preprocessing": {"order": "RGB", "scale": 0.00392156862745098,
                 "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}}
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "STUDIO, MAX, KERAS, 0, caffe",
        "STUDIO, MAX, KERAS, 0, torch",
        "KERAS, MAX, KERAS, 1e-6, caffe",
        "REPORT, MAX, KERAS, 1e-6, caffe",
        "GATYS, AVG, KERAS, 0, caffe",
        "GATYS, AVG, QUADRATIC, 1e-3, torch",
        "NEURAL_STYLE, MAX, QUADRATIC, 1e-3, caffe",
        "NEURAL_STYLE, AVG, KERAS, 1e-3, torch",
    })
    void lossesAndGradientAreThoseOfTheFormula(
            Formula formula, Pooling pooling, TotalVariation tv, double tvWeight, String name) {
        ObjectiveSpec spec = new ObjectiveSpec(formula, pooling, LAYERS, LAYERS, 2, 30, 0.5, tv, tvWeight);
        FeatureNetwork network = network(name);
        Picture content = Noise.picture(1, 11, 9);
        Picture image = Noise.picture(2, 11, 9);
        List<Style> styles = List.of(new Style(Noise.picture(3, 8, 12), 3), new Style(Noise.picture(4, 13, 7), 1));

        PlainObjective plain = new PlainObjective(PLAIN, network.manifest().preprocessing(), spec, content, styles);
        Losses expected = plain.at(PlainObjective.doubles(image));
        Evaluated evaluated = Evaluator.evaluate(network, spec, content, styles, image);

        assertSame(evaluated.losses().content(), expected.content());
        assertSame(evaluated.losses().style(), expected.style());
        assertThat(evaluated.losses().tv()).isCloseTo(expected.tv(), within(1e-4 * expected.tv() + 1e-30));
        assertThat(evaluated.losses().total()).isCloseTo(expected.total(), within(1e-4 * expected.total()));
        assertThat(relativeError(evaluated.gradient(), plain.gradient(PlainObjective.doubles(image))))
                .isLessThan(1e-3);
    }

    @Test
    void eachLayerCountsByItsOwnWeight() {
        ObjectiveSpec spec = new ObjectiveSpec(
                Formula.NEURAL_STYLE,
                Pooling.MAX,
                LAYERS,
                LAYERS,
                2,
                30,
                List.of(0.7, 3.0),
                List.of(5.0, 0.2),
                TotalVariation.QUADRATIC,
                1e-3);
        FeatureNetwork network = network("caffe");
        Picture content = Noise.picture(1, 11, 9);
        Picture image = Noise.picture(2, 11, 9);
        List<Style> styles = List.of(new Style(Noise.picture(3, 8, 12), 1));

        PlainObjective plain = new PlainObjective(PLAIN, network.manifest().preprocessing(), spec, content, styles);
        Evaluated evaluated = Evaluator.evaluate(network, spec, content, styles, image);

        Losses expected = plain.at(PlainObjective.doubles(image));
        assertSame(evaluated.losses().content(), expected.content());
        assertSame(evaluated.losses().style(), expected.style());
        assertThat(relativeError(evaluated.gradient(), plain.gradient(PlainObjective.doubles(image))))
                .isLessThan(1e-3);
    }

    @Test
    void aLayerOfWeightZeroLowersAndRaisesNothing() {
        ObjectiveSpec with = new ObjectiveSpec(
                Formula.STUDIO,
                Pooling.MAX,
                LAYERS,
                LAYERS,
                1,
                30,
                List.of(0.0, 1.0),
                List.of(0.5, 0.0),
                TotalVariation.KERAS,
                0);
        ObjectiveSpec without = new ObjectiveSpec(
                Formula.STUDIO,
                Pooling.MAX,
                List.of("relu2_1"),
                List.of("relu1_1"),
                1,
                30,
                List.of(1.0),
                List.of(0.5),
                TotalVariation.KERAS,
                0);
        Picture content = Noise.picture(1, 11, 9);
        Picture image = Noise.picture(2, 11, 9);
        List<Style> styles = List.of(new Style(Noise.picture(3, 8, 12), 1));
        Evaluated zero = Evaluator.evaluate(network("caffe"), with, content, styles, image);
        Evaluated absent = Evaluator.evaluate(network("caffe"), without, content, styles, image);
        assertThat(zero.losses().style()).containsEntry("relu2_1", 0.0);
        assertThat(zero.losses().total())
                .isCloseTo(
                        absent.losses().total(), within(1e-6 * absent.losses().total()));
        assertThat(relativeError(zero.gradient(), PlainObjective.doubles(new Picture(11, 9, absent.gradient()))))
                .isLessThan(1e-6);
    }

    @Test
    void anObjectiveWithoutAWeightForEachLayerIsRefused() {
        for (List<Double> weights :
                List.of(List.<Double>of(), List.of(1.0), List.of(1.0, -1.0), List.of(1.0, Double.NaN))) {
            assertThatThrownBy(() -> new ObjectiveSpec(
                            Formula.STUDIO,
                            Pooling.MAX,
                            LAYERS,
                            LAYERS,
                            1,
                            1,
                            List.of(1.0, 1.0),
                            weights,
                            TotalVariation.KERAS,
                            0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("styleLayerWeights");
        }
        assertThatThrownBy(() -> new ObjectiveSpec(
                        Formula.STUDIO, Pooling.MAX, List.of("a", "a"), LAYERS, 1, 1, 1, TotalVariation.KERAS, 0))
                .hasMessageContaining("each layer once");
    }

    @Test
    void oneSessionServesEverySizeAndEveryWeight() {
        FeatureNetwork network = network("caffe");
        ObjectiveSpec studio = studio(1);
        try (Evaluator evaluator = Evaluator.open(network, Layout.of(studio))) {
            for (int[] size : new int[][] {{11, 9}, {2, 2}, {40, 3}, {11, 9}, {64, 48}}) {
                Picture content = Noise.picture(5, size[0], size[1]);
                Picture image = Noise.picture(6, size[0], size[1]);
                List<Style> styles = List.of(new Style(Noise.picture(7, 10, 10), 1));
                float[] gradient = new float[image.rgb().length];
                Losses warm = evaluator.problem(studio, content, styles).evaluate(image.rgb(), gradient);
                Evaluated fresh = Evaluator.evaluate(network, studio, content, styles, image);
                assertThat(warm).isEqualTo(fresh.losses());
                assertThat(gradient).containsExactly(fresh.gradient());
            }
        }
    }

    @Test
    void theContentItselfHasNoContentLossAndTheStyleItselfNoStyleLoss() {
        Picture picture = Noise.picture(1, 16, 12);
        Losses losses = Evaluator.evaluate(
                        network("caffe"), studio(1), picture, List.of(new Style(picture, 1)), picture)
                .losses();
        assertThat(losses.total()).isCloseTo(0, within(1e-9));
    }

    @Test
    void studioTermsAreOfOrderOneAtAnySize() {
        for (int size : new int[] {16, 64}) {
            Losses losses = Evaluator.evaluate(
                            network("caffe"),
                            studio(1),
                            Noise.picture(1, size, size),
                            List.of(new Style(Picture.filled(size, size, 200, 30, 90), 1)),
                            Noise.picture(2, size, size))
                    .losses();
            assertThat(losses.content().get("relu2_1")).isBetween(1e-2, 10.0);
            assertThat(losses.style().get("relu1_1")).isBetween(1e-3, 10.0);
        }
    }

    @Test
    void aBlackTargetGivesFiniteLosses() {
        Picture black = Picture.filled(16, 16, 0, 0, 0);
        Evaluated evaluated = Evaluator.evaluate(
                network("caffe"), studio(1), black, List.of(new Style(black, 1)), Noise.picture(1, 16, 16));
        assertThat(evaluated.losses().total()).isFinite();
    }

    @Test
    void aMissingLayerIsNamedWithThoseThereAre() {
        ObjectiveSpec spec = new ObjectiveSpec(
                Formula.STUDIO, Pooling.MAX, List.of("relu7_1"), LAYERS, 1, 1, 1, TotalVariation.KERAS, 0);
        assertThatThrownBy(() -> Evaluator.open(network("caffe"), Layout.of(spec)))
                .isInstanceOf(NetworkException.class)
                .hasMessageContainingAll("relu7_1", "relu1_1", "relu2_1");
    }

    @Test
    void aPictureTooSmallForTheNetworkIsRefused() {
        Picture row = Noise.picture(1, 30, 1);
        assertThatThrownBy(() -> Evaluator.evaluate(network("caffe"), studio(1), row, List.of(new Style(row, 1)), row))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs 2 pixels");
    }

    @Test
    void anEvaluationCanBeEndedFromAnotherThread() throws InterruptedException {
        ObjectiveSpec studio = studio(1);
        try (Evaluator evaluator = Evaluator.open(network("caffe"), Layout.of(studio))) {
            Picture picture = Noise.picture(1, 400, 300);
            Problem problem = evaluator.problem(studio, picture, List.of(new Style(picture, 1)));
            float[] gradient = new float[picture.rgb().length];
            Thread evaluating = new Thread(() -> {
                try {
                    while (true) {
                        problem.evaluate(picture.rgb(), gradient);
                    }
                } catch (CancellationException terminated) {
                    return;
                }
            });
            evaluating.start();
            while (evaluating.isAlive()) {
                evaluator.terminate();
                evaluating.join(5);
            }
            assertThat(problem.evaluate(picture.rgb(), gradient).total()).isFinite();
        }
    }

    private static ObjectiveSpec studio(double styleWeight) {
        return new ObjectiveSpec(
                Formula.STUDIO, Pooling.MAX, List.of("relu2_1"), LAYERS, 1, styleWeight, 0.5, TotalVariation.KERAS, 0);
    }

    private static FeatureNetwork network(String name) {
        FeatureNetwork network = Models.in(folder).named(name);
        assertThat(network.manifest().preprocessing())
                .isEqualTo(name.equals("caffe") ? Preprocessing.CAFFE : Preprocessing.TORCHVISION);
        return network;
    }

    private static void assertSame(Map<String, Double> actual, Map<String, Double> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach(
                (layer, loss) -> assertThat(actual.get(layer)).as(layer).isCloseTo(loss, within(1e-4 * loss)));
    }

    private static double relativeError(float[] actual, double[] expected) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += Math.pow(actual[i] - expected[i], 2);
            norm += expected[i] * expected[i];
        }
        return Math.sqrt(difference / norm);
    }
}
