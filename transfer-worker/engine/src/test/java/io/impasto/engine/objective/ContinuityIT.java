package io.impasto.engine.objective;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.autodiff.Device;
import io.impasto.engine.device.Execution;
import io.impasto.engine.device.Precision;
import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.optimiser.Adam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The term that holds a picture to the one before it. */
class ContinuityIT {
    private static final int WIDTH = 13;
    private static final int HEIGHT = 11;
    private static final ObjectiveSpec ALONE = new ObjectiveSpec(
            Formula.STUDIO,
            Pooling.MAX,
            List.of("relu2_1"),
            List.of("relu1_1", "relu2_1"),
            1,
            30,
            0.5,
            TotalVariation.QUADRATIC,
            1e-6);
    private static final List<Style> STYLES = List.of(new Style(Noise.picture(3, WIDTH, HEIGHT), 1));

    @TempDir
    static Path folder;

    private static FeatureNetwork plain;

    @BeforeAll
    static void writeNetwork() {
        new PlainNetwork(3).model().writeTo(folder.resolve("plain.onnx"));
        plain = Models.in(folder).named("plain");
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void itAddsItsOwnTermAndGradient(Precision precision) {
        Continuity before = before(0.02, WIDTH, HEIGHT);
        float[] x = Noise.picture(2, WIDTH, HEIGHT).rgb();
        float[] with = new float[x.length];
        float[] without = new float[x.length];
        Losses losses = evaluate(Optional.of(before), precision, x, with);
        Losses alone = evaluate(Optional.empty(), precision, x, without);

        double tolerance = precision == Precision.SINGLE ? 1e-5 : 1e-2;
        assertThat(losses.temporal()).isCloseTo(term(before, x), within(1e-5 * losses.temporal()));
        assertThat(alone.temporal()).isZero();
        assertThat(losses.total()).isCloseTo(alone.total() + losses.temporal(), within(tolerance * losses.total()));
        for (int i = 0; i < x.length; i += 7) {
            float[] there = x.clone();
            there[i] += 1;
            float[] back = x.clone();
            back[i] -= 1;
            double slope = (term(before, there) - term(before, back)) / 2;
            assertThat((double) with[i] - without[i])
                    .isCloseTo(slope, within(tolerance * Math.max(1e-2, Math.abs(slope))));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 48, 16})
    void tilesAddUpToTheWholePicture(int side) {
        FeatureNetwork slim = Models.standard().named(Models.BUILT_IN);
        ObjectiveSpec spec = Benchmark.objective(slim).afterAnother();
        Picture content = Noise.picture(1, 67, 45);
        Continuity before = before(1e-3, 67, 45);
        float[] x = Noise.picture(2, 67, 45).rgb();
        float[] whole = new float[x.length];
        float[] tiled = new float[x.length];
        try (Evaluator evaluator = Evaluator.open(slim, Layout.of(spec))) {
            List<Style> styles = List.of(new Style(Noise.picture(3, 60, 60), 1));
            Losses expected = evaluator
                    .problem(spec, content, styles, Optional.of(before), OptionalInt.empty())
                    .evaluate(x, whole);
            Losses losses = evaluator
                    .problem(spec, content, styles, Optional.of(before), OptionalInt.of(side))
                    .evaluate(x, tiled);
            assertThat(losses.temporal()).isCloseTo(expected.temporal(), within(1e-5 * expected.temporal()));
            assertThat(losses.total()).isCloseTo(expected.total(), within(1e-5 * expected.total()));
        }
        assertThat(distance(tiled, whole)).isLessThan(1e-5 * norm(whole));
    }

    @Test
    void stepsInOneRunSeeIt() {
        ObjectiveSpec spec = ALONE.afterAnother();
        try (Evaluator evaluator =
                Evaluator.open(plain, Layout.of(spec), new Execution(Device.CPU, Precision.SINGLE, 6))) {
            Problem problem = problem(evaluator, Optional.of(before(0.02, WIDTH, HEIGHT)));
            Adam adam = new Adam(10);
            Steps.Run run = evaluator
                    .steps(problem, adam, 1e6)
                    .orElseThrow()
                    .run(
                            Noise.picture(2, WIDTH, HEIGHT).rgb(),
                            adam.state(),
                            new double[] {1, 1, 1, 1, 1, 1},
                            Double.POSITIVE_INFINITY);
            float[] x = Noise.picture(2, WIDTH, HEIGHT).rgb();
            float[] gradient = new float[x.length];
            for (Losses losses : run.losses()) {
                double expected = problem.evaluate(x, gradient).temporal();
                assertThat(losses.temporal()).isCloseTo(expected, within(1e-4 * expected));
                adam.step(x, gradient, 1);
            }
        }
    }

    @Test
    void ofWeightZeroItIsNotThere() {
        float[] x = Noise.picture(2, WIDTH, HEIGHT).rgb();
        float[] with = new float[x.length];
        float[] without = new float[x.length];
        Losses losses = evaluate(Optional.of(before(0, WIDTH, HEIGHT)), Precision.SINGLE, x, with);
        Losses alone = evaluate(Optional.empty(), Precision.SINGLE, x, without);
        assertThat(losses).isEqualTo(alone);
        assertThat(with).isEqualTo(without);
    }

    @Test
    void aPixelThatIsNotToBeBelievedHasNoInfluence() {
        Continuity before = before(0.02, WIDTH, HEIGHT);
        before.weights()[40] = 0;
        Picture other = new Picture(WIDTH, HEIGHT, before.warped().rgb().clone());
        for (int channel = 0; channel < 3; channel++) {
            other.rgb()[channel * WIDTH * HEIGHT + 40] += 100;
        }
        float[] x = Noise.picture(2, WIDTH, HEIGHT).rgb();
        float[] one = new float[x.length];
        float[] two = new float[x.length];
        Losses losses = evaluate(Optional.of(before), Precision.SINGLE, x, one);
        assertThat(evaluate(Optional.of(new Continuity(other, before.weights(), 0.02)), Precision.SINGLE, x, two))
                .isEqualTo(losses);
        assertThat(two).isEqualTo(one);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        Picture picture = Noise.picture(1, 4, 3);
        assertThatThrownBy(() -> new Continuity(picture, new float[11], 1))
                .hasMessage("there must be one weight for each of the 4 x 3 pixels, not 11");
        float[] weights = new float[12];
        weights[3] = 1.5f;
        assertThatThrownBy(() -> new Continuity(picture, weights, 1))
                .hasMessage("a pixel's weight lies between 0 and 1, not 1.5");
        assertThatThrownBy(() -> new Continuity(picture, new float[12], -1))
                .hasMessage("alpha must be a finite number of at least 0, not -1.0");
        try (Evaluator evaluator = Evaluator.open(plain, Layout.of(ALONE.afterAnother()))) {
            assertThatThrownBy(() -> evaluator.problem(ALONE.afterAnother(), Noise.picture(1, WIDTH, HEIGHT), STYLES))
                    .hasMessageContaining("needs a picture before");
            assertThatThrownBy(() -> problem(evaluator, Optional.of(before(1, WIDTH, HEIGHT + 1))))
                    .hasMessageContaining("they have to be of one size");
        }
    }

    private static Losses evaluate(Optional<Continuity> before, Precision precision, float[] x, float[] gradient) {
        ObjectiveSpec spec = before.isPresent() ? ALONE.afterAnother() : ALONE;
        try (Evaluator evaluator = Evaluator.open(plain, Layout.of(spec), new Execution(Device.CPU, precision, 1))) {
            return problem(evaluator, before).evaluate(x, gradient);
        }
    }

    private static Problem problem(Evaluator evaluator, Optional<Continuity> before) {
        ObjectiveSpec spec = before.isPresent() ? ALONE.afterAnother() : ALONE;
        return evaluator.problem(spec, Noise.picture(1, WIDTH, HEIGHT), STYLES, before, OptionalInt.empty());
    }

    /** In double precision, by the formula. */
    private static double term(Continuity before, float[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += before.weights()[i % before.weights().length]
                    * Math.pow((double) x[i] - before.warped().rgb()[i], 2);
        }
        return before.alpha() * sum / x.length;
    }

    private static Continuity before(double alpha, int width, int height) {
        Random random = new Random(9);
        float[] weights = new float[width * height];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.max(0, Math.min(1, 1.5f * random.nextFloat() - 0.25f));
        }
        return new Continuity(Noise.picture(5, width, height), weights, alpha);
    }

    private static double distance(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.pow((double) one[i] - other[i], 2);
        }
        return Math.sqrt(sum);
    }

    private static double norm(float[] vector) {
        return distance(vector, new float[vector.length]);
    }
}
