package io.impasto.engine.objective;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.impasto.autodiff.Device;
import io.impasto.autodiff.Tensor;
import io.impasto.engine.device.Execution;
import io.impasto.engine.device.Precision;
import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.network.Preprocessing;
import io.impasto.engine.optimiser.Adam;
import io.impasto.engine.optimiser.Optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Holds guided terms and their gradient to loops in double precision, and each way to evaluate them to the others. */
class GuidedProblemIT {
    private static final List<String> LAYERS = List.of("relu1_1", "relu2_1");
    private static final PlainNetwork PLAIN = new PlainNetwork(3);
    private static final int WIDTH = 11;
    private static final int HEIGHT = 9;
    private static final List<Style> STYLES =
            List.of(new Style(Noise.picture(3, 8, 12), 3), new Style(Noise.picture(4, 13, 7), 1));

    @TempDir
    static Path folder;

    private static FeatureNetwork plain;

    @BeforeAll
    static void writeNetwork() {
        PLAIN.model().writeTo(folder.resolve("plain.onnx"));
        plain = Models.standard().open(folder.resolve("plain.onnx").toString());
    }

    /** The second style has a part for either region, the first one for one only. */
    private static Guidance guidance() {
        return new Guidance(
                List.of(mask(5, WIDTH, HEIGHT), mask(6, WIDTH, HEIGHT)),
                List.of(
                        List.of(Optional.of(mask(7, 8, 12)), Optional.empty()),
                        List.of(Optional.of(mask(8, 13, 7)), Optional.of(Mask.EVERYWHERE))));
    }

    @ParameterizedTest
    @EnumSource(Formula.class)
    void lossesAndGradientAreThoseOfTheFormula(Formula formula) {
        ObjectiveSpec spec = spec(formula, LAYERS, 2);
        Picture content = Noise.picture(1, WIDTH, HEIGHT);
        Picture image = Noise.picture(2, WIDTH, HEIGHT);
        float[] gradient = new float[image.rgb().length];
        Losses losses;
        try (Evaluator evaluator = Evaluator.open(plain, Layout.of(spec))) {
            losses = evaluator
                    .problem(spec, content, STYLES, guidance(), OptionalInt.empty())
                    .evaluate(image.rgb(), gradient);
        }
        PlainGuided reference = new PlainGuided(spec, guidance());
        Map<String, Double> expected = reference.terms(PlainObjective.doubles(image));
        expected.forEach(
                (layer, term) -> assertThat(losses.style().get(layer)).as(layer).isCloseTo(term, within(1e-4 * term)));
        float[] differences = reference.gradient(PlainObjective.doubles(image));
        assertThat(RelativeError.of(gradient, differences)).isLessThan(1e-3);
    }

    @Test
    void tilesAddUpToTheWholeImage() {
        FeatureNetwork slim = Models.standard().named(Models.BUILT_IN);
        ObjectiveSpec spec = spec(Formula.STUDIO, List.of("style1_1", "style3_1", "style4_1"), 2);
        Picture image = Noise.picture(2, 97, 65);
        Guidance guidance =
                Guidance.each(List.of(mask(5, 97, 65), mask(6, 40, 27)), List.of(mask(7, 50, 40), Mask.EVERYWHERE));
        float[] whole = new float[image.rgb().length];
        float[] tiled = new float[image.rgb().length];
        List<Style> styles = List.of(new Style(Noise.picture(3, 70, 56), 1), new Style(Noise.picture(4, 60, 47), 2));
        try (Evaluator evaluator = Evaluator.open(slim, Layout.of(spec))) {
            Losses expected = evaluator
                    .problem(spec, image, styles, guidance, OptionalInt.empty())
                    .evaluate(image.rgb(), whole);
            Problem inTiles = evaluator.problem(spec, image, styles, guidance, OptionalInt.of(32));
            Losses losses = inTiles.evaluate(image.rgb(), tiled);
            assertThat(losses.total()).isCloseTo(expected.total(), within(1e-5 * expected.total()));
            assertThat(evaluator
                            .reweighted(inTiles, spec, List.of(1.0, 2.0))
                            .evaluate(image.rgb(), new float[tiled.length]))
                    .isEqualTo(losses);
        }
        assertThat(RelativeError.of(tiled, whole)).isLessThan(1e-5);
    }

    @Test
    void partsOfAPictureLookTheSameInTiles() {
        FeatureNetwork slim = Models.standard().named(Models.BUILT_IN);
        ObjectiveSpec spec = spec(Formula.STUDIO, List.of("style1_1", "style4_1"), 2);
        Picture picture = Noise.picture(2, 97, 65);
        List<Optional<Mask>> parts = List.of(Optional.of(mask(5, 97, 65)), Optional.empty());
        try (Evaluator evaluator = Evaluator.open(slim, Layout.of(spec))) {
            List<Map<String, Tensor>> whole = evaluator.grams(picture, parts, OptionalInt.empty());
            List<Map<String, Tensor>> tiled = evaluator.grams(picture, parts, OptionalInt.of(32));
            assertThat(whole).hasSize(2);
            whole.get(0).forEach((layer, gram) -> assertThat(
                            RelativeError.of(tiled.get(0).get(layer).toFloats(), gram.toFloats()))
                    .as(layer)
                    .isLessThan(1e-5));
            assertThat(whole.get(1).values())
                    .allSatisfy(nothing -> assertThat(nothing.toFloats()).containsOnly(0));
            assertThatThrownBy(() -> evaluator.grams(picture, parts.subList(0, 1), OptionalInt.empty()))
                    .hasMessage("there are 1 parts, and the objective has 2 regions");
        }
    }

    @Test
    void whiteMasksAreAsGoodAsNone() {
        List<Mask> white = List.of(Mask.EVERYWHERE, Mask.EVERYWHERE);
        Evaluated without = evaluated(STYLES, Guidance.NONE);
        Evaluated with = evaluated(STYLES, Guidance.each(white, white));
        assertThat(with.losses().total())
                .isCloseTo(
                        without.losses().total(), within(1e-5 * without.losses().total()));
        assertThat(RelativeError.of(with.gradient(), without.gradient())).isLessThan(1e-4);
    }

    @Test
    void equalBlendsDoNotDependOnTheOrderOfStyles() {
        List<Style> styles = List.of(
                new Style(Noise.picture(3, 8, 12), 1),
                new Style(Noise.picture(4, 13, 7), 1),
                new Style(Noise.picture(9, 10, 10), 1));
        List<Mask> masks = List.of(mask(5, WIDTH, HEIGHT), mask(6, WIDTH, HEIGHT), Mask.EVERYWHERE);
        List<Mask> everywhere = Collections.nCopies(3, Mask.EVERYWHERE);
        for (boolean masked : new boolean[] {false, true}) {
            Evaluated one = evaluated(styles, masked ? Guidance.each(masks, everywhere) : Guidance.NONE);
            Evaluated other = evaluated(
                    turned(styles), masked ? Guidance.each(turned(masks), turned(everywhere)) : Guidance.NONE);
            assertThat(other.losses().total())
                    .isCloseTo(one.losses().total(), within(1e-5 * one.losses().total()));
            assertThat(RelativeError.of(other.gradient(), one.gradient())).isLessThan(1e-5);
        }
    }

    @Test
    void aStyleOfWeightZeroIsAsGoodAsAbsent() {
        List<Style> with = List.of(STYLES.get(0), new Style(Noise.picture(4, 13, 7), 0));
        Evaluated absent = evaluated(with.subList(0, 1), Guidance.NONE);
        Evaluated weightless = evaluated(with, Guidance.NONE);
        assertThat(weightless.losses()).isEqualTo(absent.losses());
        assertThat(weightless.gradient()).isEqualTo(absent.gradient());
    }

    @Test
    void stepsInOneRunAreThoseOfTheOptimiser() {
        ObjectiveSpec spec = spec(Formula.STUDIO, LAYERS, 2);
        try (Evaluator evaluator =
                Evaluator.open(plain, Layout.of(spec), new Execution(Device.CPU, Precision.SINGLE, 4))) {
            Problem problem =
                    evaluator.problem(spec, Noise.picture(1, WIDTH, HEIGHT), STYLES, guidance(), OptionalInt.empty());
            Optimiser optimiser = new Adam(10);
            float[] x = Noise.picture(2, WIDTH, HEIGHT).rgb();
            Steps.Run run = evaluator
                    .steps(problem, optimiser, 1e6)
                    .orElseThrow()
                    .run(x.clone(), optimiser.state(), new double[] {1, 1, 1, 1}, Double.POSITIVE_INFINITY);
            float[] gradient = new float[x.length];
            for (Losses losses : run.losses()) {
                double there = problem.evaluate(x, gradient).total();
                assertThat(losses.total()).isCloseTo(there, within(1e-4 * there));
                optimiser.step(x, gradient, 1);
            }
            assertThat(run.losses()).hasSize(4);
            assertThat(RelativeError.of(run.next(), x)).isLessThan(1e-5);
        }
    }

    /** Also where a region is a single position, whose guide is as large as one can be. */
    @Test
    void halfPrecisionComesNear() {
        float[] spot = new float[WIDTH * HEIGHT];
        spot[5 * WIDTH + 4] = 1;
        List<Mask> masks = List.of(mask(5, WIDTH, HEIGHT), new Mask(WIDTH, HEIGHT, spot));
        ObjectiveSpec spec = spec(Formula.STUDIO, LAYERS, 2);
        Picture image = Noise.picture(2, WIDTH, HEIGHT);
        Guidance guidance = Guidance.each(masks, List.of(Mask.EVERYWHERE, mask(8, 13, 7)));
        List<float[]> gradients = new ArrayList<>();
        List<Double> totals = new ArrayList<>();
        for (Precision precision : Precision.values()) {
            float[] gradient = new float[image.rgb().length];
            try (Evaluator evaluator =
                    Evaluator.open(plain, Layout.of(spec), new Execution(Device.CPU, precision, 1))) {
                totals.add(evaluator
                        .problem(spec, Noise.picture(1, WIDTH, HEIGHT), STYLES, guidance, OptionalInt.empty())
                        .evaluate(image.rgb(), gradient)
                        .total());
            }
            gradients.add(gradient);
        }
        assertThat(totals.get(1)).isCloseTo(totals.get(0), within(1e-2 * totals.get(0)));
        assertThat(RelativeError.of(gradients.get(1), gradients.get(0))).isLessThan(2e-2);
    }

    private static Evaluated evaluated(List<Style> styles, Guidance guidance) {
        ObjectiveSpec spec = spec(Formula.STUDIO, LAYERS, guidance.size());
        Picture image = Noise.picture(2, WIDTH, HEIGHT);
        float[] gradient = new float[image.rgb().length];
        try (Evaluator evaluator = Evaluator.open(plain, Layout.of(spec))) {
            Losses losses = evaluator
                    .problem(spec, Noise.picture(1, WIDTH, HEIGHT), styles, guidance, OptionalInt.empty())
                    .evaluate(image.rgb(), gradient);
            return new Evaluated(losses, gradient);
        }
    }

    private static <T> List<T> turned(List<T> list) {
        List<T> turned = new ArrayList<>(list);
        Collections.reverse(turned);
        return turned;
    }

    /** Style terms alone, so that nothing hides their gradient. */
    private static ObjectiveSpec spec(Formula formula, List<String> layers, int regions) {
        return new ObjectiveSpec(formula, Pooling.MAX, List.of(), layers, 0, 1e3, 0.5, TotalVariation.KERAS, 0)
                .guided(regions);
    }

    /** The guided style terms as they are defined, with masks of exactly their pictures' sizes. */
    private record PlainGuided(ObjectiveSpec spec, Guidance guidance) {

        Map<String, Double> terms(double[] image) {
            Map<String, Double> terms = new LinkedHashMap<>();
            Map<String, PlainNetwork.Map3> now = features(image, WIDTH, HEIGHT);
            double[][] shares = guidance.shares(new double[] {0.75, 0.25});
            for (String layer : LAYERS) {
                double sum = 0;
                for (int r = 0; r < 2; r++) {
                    PlainNetwork.Map3 f = now.get(layer);
                    double[] g = gram(f, guidance.regions().get(r));
                    for (int k = 0; k < 2; k++) {
                        Optional<Mask> part = guidance.styles().get(k).get(r);
                        Picture style = STYLES.get(k).picture();
                        if (part.isPresent()) {
                            PlainNetwork.Map3 aim = features(
                                            PlainObjective.doubles(style), style.width(), style.height())
                                    .get(layer);
                            sum += shares[r][k] * term(g, gram(aim, part.get()), f, aim);
                        }
                    }
                }
                terms.put(layer, sum);
            }
            return terms;
        }

        float[] gradient(double[] image) {
            double h = 1e-4;
            float[] gradient = new float[image.length];
            for (int i = 0; i < image.length; i++) {
                double x = image[i];
                image[i] = x + h;
                double above = total(image);
                image[i] = x - h;
                gradient[i] = (float) ((above - total(image)) / (2 * h));
                image[i] = x;
            }
            return gradient;
        }

        private double total(double[] image) {
            return terms(image).values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
        }

        private double term(double[] g, double[] aim, PlainNetwork.Map3 f, PlainNetwork.Map3 target) {
            double n = f.n();
            double m = f.positions();
            double scale = spec.formula() == Formula.KERAS ? target.positions() / m : 1;
            double d = 0;
            double unit = 0;
            for (int i = 0; i < g.length; i++) {
                d += Math.pow(g[i] - scale * aim[i], 2);
                unit += Math.pow(scale * aim[i], 2);
            }
            double w = spec.styleWeight() * 0.5;
            return switch (spec.formula()) {
                case STUDIO -> w * d / unit;
                case KERAS -> w * m * m * d / (36.0 * WIDTH * HEIGHT * WIDTH * HEIGHT);
                case REPORT, GATYS -> w * d / (4 * n * n);
                case NEURAL_STYLE -> w * d / Math.pow(n, 4);
            };
        }

        private Map<String, PlainNetwork.Map3> features(double[] rgb, int w, int h) {
            Preprocessing preprocessing = plain.manifest().preprocessing();
            return PLAIN.features(
                    new PlainNetwork.Map3(3, h, w, PlainObjective.preprocessed(rgb, preprocessing)), Pooling.MAX);
        }

        /** {@code sum_p m_p f_p f_p^T / sum_p m_p}, where {@code m_p} is the mean over the pixels of a position. */
        private static double[] gram(PlainNetwork.Map3 f, Mask mask) {
            double[] gram = new double[f.n() * f.n()];
            double sum = 0;
            for (int y = 0; y < f.h(); y++) {
                for (int x = 0; x < f.w(); x++) {
                    double m = 0;
                    int stride = mask.width() / f.w();
                    for (int i = 0; i < stride * stride; i++) {
                        m += mask.values()[(stride * y + i / stride) * mask.width() + stride * x + i % stride];
                    }
                    m = mask.equals(Mask.EVERYWHERE) ? 1 : m / (stride * stride);
                    sum += m;
                    for (int a = 0; a < f.n(); a++) {
                        for (int b = 0; b < f.n(); b++) {
                            gram[a * f.n() + b] += m * f.at(a, y, x) * f.at(b, y, x);
                        }
                    }
                }
            }
            double all = sum;
            return Arrays.stream(gram).map(value -> value / all).toArray();
        }
    }

    private static Mask mask(long seed, int width, int height) {
        Random random = new Random(seed);
        float[] values = new float[width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new Mask(width, height, values);
    }
}
