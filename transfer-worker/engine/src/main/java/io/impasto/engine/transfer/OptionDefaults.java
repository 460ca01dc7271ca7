package io.impasto.engine.transfer;

import java.util.List;

import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.NetworkManifest;
import io.impasto.engine.objective.Formula;
import io.impasto.engine.objective.ObjectiveSpec;
import io.impasto.engine.objective.Pooling;
import io.impasto.engine.objective.TotalVariation;

/** What each preset says where an option was left out. */
final class OptionDefaults {
    static final int SIZE = 512;

    private static final List<String> CLASSIC_CONTENT = List.of("relu5_2");
    private static final List<String> CLASSIC_STYLE = List.of("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1");
    // The rate of keras.io, and the size at which it paints.
    private static final double KERAS_RATE = 100;
    private static final double REFERENCE_PIXELS = 400.0 * 533;

    private OptionDefaults() {}

    /** A preset's numbers. */
    private record Numbers(
            OptimiserKind optimiser, int evaluations, double contentWeight, double styleWeight, double tvWeight) {}

    private static Numbers numbers(Preset preset) {
        return switch (preset) {
            case STUDIO -> new Numbers(OptimiserKind.LBFGS, 150, 1, 300, 0);
            case KERAS -> new Numbers(OptimiserKind.SGD, 4000, 2.5e-8, 1e-6, 1e-6);
            case REPORT -> new Numbers(OptimiserKind.SGD, 4000, 10, 40, 1e-6);
        };
    }

    static TransferOptions fill(TransferOptions given, FeatureNetwork network) {
        Preset preset = or(given.preset(), Preset.STUDIO);
        Numbers numbers = numbers(preset);
        OptimiserKind optimiser = or(given.optimizer(), numbers.optimiser());
        int size = or(given.size(), SIZE);
        TransferOptions filled = given.toBuilder()
                .preset(preset)
                .network(network.name())
                .size(size)
                .evaluations(or(given.evaluations(), numbers.evaluations()))
                .levels(or(given.levels(), preset == Preset.STUDIO ? Pyramid.defaultLevels(size) : 1))
                .optimizer(optimiser)
                .learningRate(or(given.learningRate(), rate(optimiser)))
                .momentum(or(given.momentum(), optimiser == OptimiserKind.SGD ? Double.valueOf(0) : null))
                .decayRate(or(given.decayRate(), optimiser == OptimiserKind.SGD ? Double.valueOf(0.96) : null))
                .decaySteps(or(given.decaySteps(), optimiser == OptimiserKind.SGD ? Integer.valueOf(100) : null))
                .start(or(given.start(), Start.CONTENT))
                .seed(or(given.seed(), 0L))
                .contentWeight(or(given.contentWeight(), numbers.contentWeight()))
                .styleWeight(or(given.styleWeight(), numbers.styleWeight()))
                .tvWeight(or(given.tvWeight(), numbers.tvWeight()))
                .contentLayers(or(given.contentLayers(), contentLayers(preset, network)))
                .styleLayers(or(given.styleLayers(), styleLayers(preset, network)))
                .build();
        requireLayers("contentLayers", filled.contentLayers(), network);
        requireLayers("styleLayers", filled.styleLayers(), network);
        return filled;
    }

    /**
     * Fills in the learning rate of {@code keras}, which grows with the number of pixels; on other networks than VGG19,
     * whose gradients are of other magnitudes, and with other presets, {@code sgd} finds its own.
     */
    static TransferOptions fillRate(TransferOptions filled, FeatureNetwork network, long width, long height) {
        boolean asOnKeras =
                filled.preset() == Preset.KERAS && filled.optimizer() == OptimiserKind.SGD && classic(network);
        if (filled.learningRate() != null || !asOnKeras) {
            return filled;
        }
        double rate = KERAS_RATE * width * height / REFERENCE_PIXELS;
        return filled.toBuilder().learningRate(Math.min(rate, 10_000)).build();
    }

    /** The objective of filled-in options on a network. */
    static ObjectiveSpec objective(TransferOptions filled, FeatureNetwork network) {
        NetworkManifest.Scales scales =
                network.manifest().presetScales().getOrDefault(filled.preset().key(), NetworkManifest.Scales.NONE);
        return new ObjectiveSpec(
                Formula.valueOf(filled.preset().name()),
                Pooling.MAX,
                filled.contentLayers(),
                filled.styleLayers(),
                scales.content() * filled.contentWeight(),
                scales.style() * filled.styleWeight(),
                1.0 / filled.styleLayers().size(),
                TotalVariation.KERAS,
                filled.tvWeight());
    }

    private static Double rate(OptimiserKind optimiser) {
        return switch (optimiser) {
            case LBFGS -> 1.0;
            case ADAM -> 10.0;
            case SGD -> null;
        };
    }

    private static List<String> contentLayers(Preset preset, FeatureNetwork network) {
        return preset != Preset.STUDIO && classic(network)
                ? CLASSIC_CONTENT
                : network.manifest().contentLayers();
    }

    private static List<String> styleLayers(Preset preset, FeatureNetwork network) {
        return preset != Preset.STUDIO && classic(network)
                ? CLASSIC_STYLE
                : network.manifest().styleLayers();
    }

    /** Whether the network has what the presets name; one that has not brings its own. */
    private static boolean classic(FeatureNetwork network) {
        return network.layers().containsAll(CLASSIC_STYLE) && network.layers().containsAll(CLASSIC_CONTENT);
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
