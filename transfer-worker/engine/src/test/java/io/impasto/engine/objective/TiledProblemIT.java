package io.impasto.engine.objective;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.impasto.autodiff.Tensor;
import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Holds losses and gradient of tiled images to those of the same images in one piece. */
class TiledProblemIT {
    private static final double TOLERANCE = 1e-5;

    private static FeatureNetwork slim;

    @BeforeAll
    static void open() {
        slim = Models.standard().named(Models.BUILT_IN);
    }

    /** Side 16 makes many tiles of unequal size, of which those at the end own no position of the deepest layers. */
    @ParameterizedTest
    @CsvSource({
        "STUDIO, MAX, 0, 96, 64, 512",
        "STUDIO, MAX, 0, 97, 65, 48",
        "STUDIO, MAX, 0, 131, 87, 16",
        "KERAS, MAX, 1e-6, 113, 90, 64",
        "REPORT, MAX, 1e-6, 111, 49, 32",
        "GATYS, AVG, 0, 103, 79, 48",
        "NEURAL_STYLE, MAX, 1e-3, 150, 61, 64",
        "NEURAL_STYLE, AVG, 1e-3, 33, 129, 16",
    })
    void tilesAddUpToTheWholeImage(Formula formula, Pooling pooling, double tvWeight, int width, int height, int side) {
        ObjectiveSpec spec = new ObjectiveSpec(
                formula,
                pooling,
                List.of("style4_1", "relu3_1"),
                List.of("style1_1", "style2_1", "style3_1", "style4_1", "relu4_1"),
                formula == Formula.KERAS ? 2.5e-8 : 1,
                formula == Formula.KERAS ? 1e-6 : 30,
                0.2,
                formula == Formula.NEURAL_STYLE ? TotalVariation.QUADRATIC : TotalVariation.KERAS,
                tvWeight);
        assertTilesAddUp(slim, spec, width, height, side);
    }

    @Test
    void aPictureLooksTheSameInTiles() {
        ObjectiveSpec spec = Benchmark.objective(slim);
        Picture picture = Benchmark.noise(97, 65);
        try (Evaluator evaluator = Evaluator.open(slim, Layout.of(spec))) {
            Appearance whole = evaluator.appearance(picture, OptionalInt.empty(), true);
            evaluator.rest();
            Appearance tiled = evaluator.appearance(picture, OptionalInt.of(32), true);

            assertThat(tiled.features()).hasSameSizeAs(whole.features());
            whole.features()
                    .forEach((layer, wanted) -> assertAlike(tiled.features().get(layer), wanted));
            whole.grams().forEach((layer, wanted) -> assertAlike(tiled.grams().get(layer), wanted));
            assertThat(evaluator.appearance(picture, OptionalInt.of(32), false).features())
                    .isEmpty();
        }
    }

    private static void assertAlike(Tensor there, Tensor wanted) {
        float[] values = wanted.toFloats();
        float[] found = there.toFloats();
        double most = 0;
        double apart = 0;
        for (int i = 0; i < values.length; i++) {
            most = Math.max(most, Math.abs(values[i]));
            apart = Math.max(apart, Math.abs(found[i] - values[i]));
        }
        assertThat(apart).isLessThan(1e-4 * most);
    }

    @Test
    void tilesAddUpOnTheTrainedNetwork() {
        Path file = Path.of(System.getProperty("impasto.root", "."), "..", "shared", "models", "vgg19-conv4_1.onnx");
        assumeTrue(Files.exists(file), "skipped: there is no " + file);
        ObjectiveSpec spec = new ObjectiveSpec(
                Formula.STUDIO,
                Pooling.MAX,
                List.of("relu4_1"),
                List.of("relu1_1", "relu2_1", "relu3_1", "relu4_1"),
                1,
                200,
                0.25,
                TotalVariation.KERAS,
                0);
        assertTilesAddUp(Models.standard().open(file.toString()), spec, 203, 121, 80);
    }

    @Test
    void anEvaluationInTilesCanBeEndedFromAnotherThread() throws InterruptedException {
        ObjectiveSpec spec = studio();
        Picture picture = Noise.picture(1, 256, 192);
        try (Evaluator evaluator = Evaluator.open(slim, Layout.of(spec))) {
            Problem problem = evaluator.problem(spec, picture, List.of(new Style(picture, 1)), OptionalInt.of(32));
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

    @Test
    void wholeAndTiledProblemsTakeTurns() {
        ObjectiveSpec spec = studio();
        Picture picture = Noise.picture(1, 64, 48);
        List<Style> styles = List.of(new Style(Noise.picture(2, 64, 64), 1));
        float[] gradient = new float[picture.rgb().length];
        try (Evaluator evaluator = Evaluator.open(slim, Layout.of(spec))) {
            Losses whole = evaluator.problem(spec, picture, styles).evaluate(picture.rgb(), gradient);
            Losses tiled =
                    evaluator.problem(spec, picture, styles, OptionalInt.of(32)).evaluate(picture.rgb(), gradient);
            Losses again = evaluator.problem(spec, picture, styles).evaluate(picture.rgb(), gradient);
            assertThat(again).isEqualTo(whole);
            assertThat(tiled.total()).isCloseTo(whole.total(), within(TOLERANCE * whole.total()));
        }
    }

    private static void assertTilesAddUp(FeatureNetwork network, ObjectiveSpec spec, int width, int height, int side) {
        Picture content = Noise.picture(1, width, height);
        Picture image = Noise.picture(2, width, height);
        List<Style> styles = List.of(new Style(Noise.picture(3, 90, 121), 3), new Style(Noise.picture(4, 47, 60), 1));
        float[] whole = new float[image.rgb().length];
        float[] tiled = new float[image.rgb().length];
        try (Evaluator evaluator = Evaluator.open(network, Layout.of(spec))) {
            Losses expected = evaluator.problem(spec, content, styles).evaluate(image.rgb(), whole);
            Losses losses = evaluator
                    .problem(spec, content, styles, OptionalInt.of(side))
                    .evaluate(image.rgb(), tiled);
            expected.content()
                    .forEach((layer, loss) -> assertThat(losses.content().get(layer))
                            .as("content %s", layer)
                            .isCloseTo(loss, within(TOLERANCE * loss)));
            expected.style().forEach((layer, loss) -> assertThat(losses.style().get(layer))
                    .as("style %s", layer)
                    .isCloseTo(loss, within(TOLERANCE * loss)));
            assertThat(losses.tv()).isCloseTo(expected.tv(), within(TOLERANCE * expected.tv()));
        }
        assertThat(RelativeError.of(tiled, whole)).isLessThan(TOLERANCE);
    }

    private static ObjectiveSpec studio() {
        return new ObjectiveSpec(
                Formula.STUDIO,
                Pooling.MAX,
                List.of("style4_1"),
                List.of("style1_1", "style3_1"),
                1,
                300,
                0.5,
                TotalVariation.KERAS,
                0);
    }
}
