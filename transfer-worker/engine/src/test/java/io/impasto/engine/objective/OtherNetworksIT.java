package io.impasto.engine.objective;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.impasto.autodiff.Model;
import io.impasto.engine.image.Picture;
import io.impasto.engine.network.DerivedNetworks;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.LayerValues;
import io.impasto.engine.network.MobileNetShape;
import io.impasto.engine.network.Models;
import io.impasto.engine.objective.Float64Network.Map4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Golden cases on networks that are no VGG: losses and gradient against loops in double precision that pull cotangents
 * back analytically; and those loops against central differences along random directions.
 */
class OtherNetworksIT {
    private static final Path SQUEEZE_NET =
            Path.of(System.getProperty("impasto.root", "."), "..", "shared", "models", "squeezenet1_1.onnx");
    private static final double LOSS_BOUND = 1e-4;
    private static final double GRADIENT_BOUND = 1e-3;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} {1} {2} {3} x {4}")
    @CsvSource({
        "mobilenet,  STUDIO, MAX, 24, 20",
        "mobilenet,  GATYS,  MAX, 33, 47",
        "squeezenet, STUDIO, MAX, 40, 33",
        "squeezenet, GATYS,  AVG, 47, 40",
    })
    void lossesAndGradientAgreeWithFloat64(String name, Formula formula, Pooling pooling, int width, int height) {
        expectAgreement(name, formula, pooling, width, height);
    }

    private void expectAgreement(String name, Formula formula, Pooling pooling, int width, int height) {
        FeatureNetwork network = network(name);
        Model model = model(name);
        ObjectiveSpec spec = spec(network, formula, pooling);
        Picture content = Noise.picture(1, width, height);
        Picture style = Noise.picture(2, height + 8, width);
        Picture image = Noise.picture(3, width, height);

        Reference reference = new Reference(
                pooling == Pooling.AVG ? model.withAveragePooling() : model, network, spec, content, style);
        double[] gradient = new double[image.rgb().length];
        Losses expected = reference.at(PlainObjective.doubles(image), gradient);
        Evaluated evaluated = Evaluator.evaluate(network, spec, content, List.of(new Style(style, 1)), image);

        assertSame(evaluated.losses().content(), expected.content());
        assertSame(evaluated.losses().style(), expected.style());
        assertThat(evaluated.losses().total()).isCloseTo(expected.total(), within(LOSS_BOUND * expected.total()));
        assertThat(relativeError(evaluated.gradient(), gradient)).isLessThan(GRADIENT_BOUND);
    }

    static Set<String> derived() {
        return DerivedNetworks.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("derived")
    void whatVggDoesNotHaveAgreesWithFloat64(String name) {
        expectAgreement(name, Formula.STUDIO, Pooling.MAX, 19, 14);
    }

    @Test
    void theReferencesOwnGradientIsWhatDifferencesMeasure() {
        FeatureNetwork network = network("mobilenet");
        Model model = model("mobilenet");
        ObjectiveSpec spec = spec(network, Formula.STUDIO, Pooling.MAX);
        Picture content = Noise.picture(1, 24, 20);
        Reference reference = new Reference(model, network, spec, content, Noise.picture(2, 20, 24));
        double[] image = PlainObjective.doubles(Noise.picture(3, 24, 20));
        double[] gradient = new double[image.length];
        reference.at(image, gradient);
        Random random = new Random(4);
        for (int direction = 0; direction < 4; direction++) {
            double[] ahead = image.clone();
            double[] behind = image.clone();
            double derived = 0;
            for (int i = 0; i < image.length; i++) {
                double step = 1e-5 * random.nextGaussian();
                ahead[i] += step;
                behind[i] -= step;
                derived += 2 * step * gradient[i];
            }
            double measured = reference.at(ahead, new double[image.length]).total()
                    - reference.at(behind, new double[image.length]).total();
            assertThat(measured).isCloseTo(derived, within(1e-5 * norm(gradient) * 1e-5));
        }
    }

    private static ObjectiveSpec spec(FeatureNetwork network, Formula formula, Pooling pooling) {
        List<String> style = network.manifest().styleLayers();
        return new ObjectiveSpec(
                formula,
                pooling,
                network.manifest().contentLayers(),
                style,
                1,
                100,
                1.0 / style.size(),
                TotalVariation.KERAS,
                0);
    }

    /** The two formulas in double precision, with their derivatives by the features. */
    private static final class Reference {
        private final Float64Network network;
        private final FeatureNetwork named;
        private final Map<String, String> values;
        private final ObjectiveSpec spec;
        private final Picture content;
        private final Map<String, Map4> contentTargets;
        private final Map<String, Map4> styleTargets;

        Reference(Model pooling, FeatureNetwork named, ObjectiveSpec spec, Picture content, Picture style) {
            this.network = new Float64Network(pooling);
            this.named = named;
            this.values = LayerValues.of(named);
            this.spec = spec;
            this.content = content;
            this.contentTargets = run(PlainObjective.doubles(content), content.width(), content.height());
            this.styleTargets = run(PlainObjective.doubles(style), style.width(), style.height());
        }

        private Map<String, Map4> run(double[] rgb, int width, int height) {
            return network.run(new Map4(
                    3,
                    height,
                    width,
                    PlainObjective.preprocessed(rgb, named.manifest().preprocessing())));
        }

        Losses at(double[] image, double[] gradient) {
            Map<String, Map4> now = run(image, content.width(), content.height());
            Map<String, Double> contentTerms = new LinkedHashMap<>();
            for (String layer : spec.contentLayers()) {
                contentTerms.put(layer, content(now.get(values.get(layer)), contentTargets.get(values.get(layer))));
            }
            Map<String, Double> styleTerms = new LinkedHashMap<>();
            for (String layer : spec.styleLayers()) {
                double weight = spec.styleWeight() * spec.styleLayerWeight(layer);
                styleTerms.put(layer, style(weight, now.get(values.get(layer)), styleTargets.get(values.get(layer))));
            }
            Float64Network.pull(now);
            Map4 seen = now.values().iterator().next();
            // Caffe's convention: the channels in reverse order, less their means.
            for (int i = 0; i < gradient.length; i++) {
                int positions = seen.positions();
                gradient[i] = seen.cotangent[(2 - i / positions) * positions + i % positions];
            }
            return Losses.of(contentTerms, styleTerms, 0);
        }

        private double content(Map4 f, Map4 target) {
            double squares = 0;
            double size = 0;
            for (int i = 0; i < f.values.length; i++) {
                squares += Math.pow(f.values[i] - target.values[i], 2);
                size += Math.pow(target.values[i], 2);
            }
            double factor = spec.contentWeight() * (spec.formula() == Formula.STUDIO ? 1 / size : 0.5);
            for (int i = 0; i < f.values.length; i++) {
                f.cotangent[i] += 2 * factor * (f.values[i] - target.values[i]);
            }
            return factor * squares;
        }

        private double style(double weight, Map4 f, Map4 target) {
            int n = f.n;
            double[] gram = gram(f);
            double[] aim = gram(target);
            double squares = 0;
            double size = 0;
            for (int i = 0; i < gram.length; i++) {
                squares += Math.pow(gram[i] - aim[i], 2);
                size += Math.pow(aim[i], 2);
            }
            double factor = weight / (spec.formula() == Formula.STUDIO ? size : 4.0 * n * n);
            int m = f.positions();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double pull = 4 * factor * (gram[i * n + j] - aim[i * n + j]) / m;
                    for (int k = 0; k < m; k++) {
                        f.cotangent[i * m + k] += pull * f.values[j * m + k];
                    }
                }
            }
            return factor * squares;
        }

        /** {@code F F^T / M}. */
        private static double[] gram(Map4 f) {
            int m = f.positions();
            double[] gram = new double[f.n * f.n];
            for (int i = 0; i < f.n; i++) {
                for (int j = 0; j < f.n; j++) {
                    for (int k = 0; k < m; k++) {
                        gram[i * f.n + j] += f.values[i * m + k] * f.values[j * m + k] / m;
                    }
                }
            }
            return gram;
        }
    }

    private static Model model(String name) {
        return switch (name) {
            case "mobilenet" -> MobileNetShape.model(7);
            case "squeezenet" -> {
                assumeTrue(Files.exists(SQUEEZE_NET), () -> "skipped: " + SQUEEZE_NET + " is not on this machine");
                yield Model.read(SQUEEZE_NET);
            }
            default -> DerivedNetworks.all().get(name);
        };
    }

    private FeatureNetwork network(String name) {
        Path file = folder.resolve("network.onnx");
        model(name).writeTo(file);
        return Models.in(folder).open(file.toString());
    }

    private static void assertSame(Map<String, Double> actual, Map<String, Double> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach(
                (layer, value) -> assertThat(actual.get(layer)).as(layer).isCloseTo(value, within(LOSS_BOUND * value)));
    }

    private static double relativeError(float[] actual, double[] expected) {
        double[] difference = expected.clone();
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= actual[i];
        }
        return norm(difference) / norm(expected);
    }

    private static double norm(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }
}
