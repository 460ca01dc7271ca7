package io.impasto.engine.transfer;

import java.util.Collections;
import java.util.List;

import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.objective.Formula;
import io.impasto.engine.objective.Pooling;
import io.impasto.engine.objective.TotalVariation;

/**
 * What a preset says where an option was left out.
 *
 * @param formula how the terms are normalised
 * @param pooling what the network's poolings compute
 * @param contentLayers {@code relu} layers of a VGG19; empty: the network's own
 * @param styleLayers {@code relu} layers of a VGG19; empty: the network's own
 * @param styleShares whether the {@code w_l} of the style layers sum to 1; otherwise each is 1
 * @param contentWeight {@code w_c}
 * @param styleWeight {@code w_s}
 * @param tv how roughness is measured
 * @param tvWeight {@code w_tv}
 * @param optimizer which optimiser
 * @param evaluations of loss and gradient
 * @param pyramid whether it goes from coarse to fine
 * @param start what the painting starts from
 */
public record PresetDefaults(
        Formula formula,
        Pooling pooling,
        List<String> contentLayers,
        List<String> styleLayers,
        boolean styleShares,
        double contentWeight,
        double styleWeight,
        TotalVariation tv,
        double tvWeight,
        OptimiserKind optimizer,
        int evaluations,
        boolean pyramid,
        Start start) {

    private static final List<String> FIRST_OF_BLOCK = List.of("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1");

    static final PresetDefaults STUDIO = new PresetDefaults(
            Formula.STUDIO,
            Pooling.MAX,
            List.of(),
            List.of(),
            true,
            1,
            300,
            TotalVariation.KERAS,
            0,
            OptimiserKind.LBFGS,
            150,
            true,
            Start.CONTENT);
    // Gatys et al. start from white noise.
    static final PresetDefaults GATYS = new PresetDefaults(
            Formula.GATYS,
            Pooling.AVG,
            List.of("relu4_2"),
            FIRST_OF_BLOCK,
            true,
            1,
            1e3,
            TotalVariation.KERAS,
            0,
            OptimiserKind.LBFGS,
            500,
            false,
            Start.NOISE);
    // Its options -content_weight, -style_weight, -tv_weight, -num_iterations, -init random as they are left out there.
    static final PresetDefaults NEURAL_STYLE = new PresetDefaults(
            Formula.NEURAL_STYLE,
            Pooling.MAX,
            List.of("relu4_2"),
            FIRST_OF_BLOCK,
            false,
            5,
            100,
            TotalVariation.QUADRATIC,
            1e-3,
            OptimiserKind.LBFGS,
            1000,
            false,
            Start.NOISE);
    static final PresetDefaults KERAS = new PresetDefaults(
            Formula.KERAS,
            Pooling.MAX,
            List.of("relu5_2"),
            FIRST_OF_BLOCK,
            true,
            2.5e-8,
            1e-6,
            TotalVariation.KERAS,
            1e-6,
            OptimiserKind.SGD,
            4000,
            false,
            Start.CONTENT);
    static final PresetDefaults REPORT = new PresetDefaults(
            Formula.REPORT,
            Pooling.MAX,
            List.of("relu5_2"),
            FIRST_OF_BLOCK,
            true,
            10,
            40,
            TotalVariation.KERAS,
            1e-6,
            OptimiserKind.SGD,
            4000,
            false,
            Start.CONTENT);

    /** The content layers on a network: those named, or its own if it has not all of the preset's. */
    List<String> contentLayers(FeatureNetwork network) {
        return named(network) ? contentLayers : network.manifest().contentLayers();
    }

    /** The style layers on a network: those named, or its own if it has not all of the preset's. */
    List<String> styleLayers(FeatureNetwork network) {
        return named(network) ? styleLayers : network.manifest().styleLayers();
    }

    /** Whether the preset names layers and the network has all of them. */
    boolean named(FeatureNetwork network) {
        return !styleLayers.isEmpty()
                && network.layers().containsAll(styleLayers)
                && network.layers().containsAll(contentLayers);
    }

    /** {@code w_l} where none are given. */
    List<Double> styleLayerWeights(List<String> layers) {
        return Collections.nCopies(layers.size(), styleShares ? 1.0 / layers.size() : 1.0);
    }
}
