package io.impasto.engine.transfer;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.NetworkManifest;
import io.impasto.engine.objective.ObjectiveSpec;

/** What each preset says where an option was left out. */
final class OptionDefaults {
    static final int SIZE = 512;

    // The rate of keras.io, and the size at which it paints.
    private static final double KERAS_RATE = 100;
    private static final double REFERENCE_PIXELS = 400.0 * 533;

    private OptionDefaults() {}

    static TransferOptions fill(TransferOptions given, FeatureNetwork network) {
        Preset named = or(given.preset(), Preset.STUDIO);
        PresetDefaults preset = named.defaults();
        OptimiserKind optimiser = or(given.optimizer(), preset.optimizer());
        int size = or(given.size(), SIZE);
        int evaluations = or(given.evaluations(), preset.evaluations());
        List<String> contentLayers = or(given.contentLayers(), preset.contentLayers(network));
        List<String> styleLayers = or(given.styleLayers(), preset.styleLayers(network));
        requireLayers("contentLayers", contentLayers, network);
        requireLayers("styleLayers", styleLayers, network);
        return given.toBuilder()
                .preset(named)
                .network(network.name())
                .size(size)
                .evaluations(evaluations)
                .previewEvaluations(Preview.evaluations(given, evaluations, network))
                .levels(or(
                        given.levels(),
                        preset.pyramid() && !Intensity.keepsContent(given) ? Pyramid.defaultLevels(size) : 1))
                .optimizer(optimiser)
                .learningRate(or(given.learningRate(), rate(optimiser)))
                .momentum(or(given.momentum(), optimiser == OptimiserKind.SGD ? Double.valueOf(0) : null))
                .decayRate(or(given.decayRate(), optimiser == OptimiserKind.SGD ? Double.valueOf(0.96) : null))
                .decaySteps(or(given.decaySteps(), optimiser == OptimiserKind.SGD ? Integer.valueOf(100) : null))
                .start(or(given.start(), preset.start()))
                .seed(or(given.seed(), 0L))
                .contentWeight(or(given.contentWeight(), preset.contentWeight()))
                .styleWeight(or(
                        Intensity.styleWeight(given.intensity(), network, size),
                        or(given.styleWeight(), preset.styleWeight())))
                .intensity(null)
                .styleScale(or(given.styleScale(), 1.0))
                .tvWeight(or(given.tvWeight(), preset.tvWeight()))
                .contentLayers(contentLayers)
                .styleLayers(styleLayers)
                .contentLayerWeights(or(given.contentLayerWeights(), Collections.nCopies(contentLayers.size(), 1.0)))
                .styleLayerWeights(or(given.styleLayerWeights(), preset.styleLayerWeights(styleLayers)))
                .pooling(or(given.pooling(), preset.pooling()))
                .color(or(given.color(), ColorMode.STYLE))
                .tv(or(given.tv(), preset.tv()))
                .build();
    }

    /**
     * Fills in the learning rate of {@code keras}, which grows with the number of pixels; on other networks than VGG19,
     * whose gradients are of other magnitudes, and with other presets, {@code sgd} finds its own.
     */
    static TransferOptions fillRate(TransferOptions filled, FeatureNetwork network, long width, long height) {
        boolean asOnKeras = filled.preset() == Preset.KERAS
                && filled.optimizer() == OptimiserKind.SGD
                && PresetDefaults.KERAS.named(network);
        if (filled.learningRate() != null || !asOnKeras) {
            return filled;
        }
        double rate = KERAS_RATE * width * height / REFERENCE_PIXELS;
        return filled.toBuilder().learningRate(Math.min(rate, 10_000)).build();
    }

    /** The objective of filled-in options on a network, without layers of weight 0. */
    static ObjectiveSpec objective(TransferOptions filled, FeatureNetwork network) {
        NetworkManifest.Scales scales =
                network.manifest().presetScales().getOrDefault(filled.preset().key(), NetworkManifest.Scales.NONE);
        return new ObjectiveSpec(
                filled.preset().defaults().formula(),
                filled.pooling(),
                weighted(filled.contentLayers(), filled.contentLayerWeights()),
                weighted(filled.styleLayers(), filled.styleLayerWeights()),
                scales.content() * filled.contentWeight(),
                scales.style() * filled.styleWeight(),
                above0(filled.contentLayerWeights()),
                above0(filled.styleLayerWeights()),
                filled.tv(),
                filled.tvWeight());
    }

    private static List<String> weighted(List<String> layers, List<Double> weights) {
        return IntStream.range(0, layers.size())
                .filter(i -> weights.get(i) > 0)
                .mapToObj(layers::get)
                .toList();
    }

    private static List<Double> above0(List<Double> weights) {
        return weights.stream().filter(weight -> weight > 0).toList();
    }

    private static Double rate(OptimiserKind optimiser) {
        return switch (optimiser) {
            case LBFGS -> 1.0;
            case ADAM -> 10.0;
            case SGD -> null;
        };
    }

    private static void requireLayers(String option, List<String> layers, FeatureNetwork network) {
        for (String layer : layers) {
            if (!network.layers().contains(layer)) {
                throw new InvalidOption(
                        option,
                        option + ": network " + network.name() + " has no layer '" + layer + "'; it has "
                                + String.join(", ", network.layers()));
            }
        }
    }

    private static <T> T or(T given, T otherwise) {
        return given != null ? given : otherwise;
    }
}
