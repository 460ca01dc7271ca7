package io.impasto.engine.objective;

import java.util.List;

/**
 * An objective with every weight stated.
 *
 * @param formula how the terms are normalised
 * @param pooling what the network's pooling layers compute
 * @param contentLayers layers of the content term; at least one layer in all
 * @param styleLayers layers of the style term
 * @param contentWeight {@code w_c} of the formula, at least 0
 * @param styleWeight {@code w_s} of the formula, at least 0
 * @param layerWeight {@code w_l}, the same for each style layer, at least 0
 * @param tv how roughness is measured
 * @param tvWeight weight of total variation, at least 0; 0 leaves it out
 */
public record ObjectiveSpec(
        Formula formula,
        Pooling pooling,
        List<String> contentLayers,
        List<String> styleLayers,
        double contentWeight,
        double styleWeight,
        double layerWeight,
        TotalVariation tv,
        double tvWeight) {

    /** @throws IllegalArgumentException if a weight is negative or not finite, or there is no layer */
    public ObjectiveSpec {
        contentLayers = List.copyOf(contentLayers);
        styleLayers = List.copyOf(styleLayers);
        requireWeight("contentWeight", contentWeight);
        requireWeight("styleWeight", styleWeight);
        requireWeight("layerWeight", layerWeight);
        requireWeight("tvWeight", tvWeight);
        if (contentLayers.isEmpty() && styleLayers.isEmpty()) {
            throw new IllegalArgumentException("an objective needs at least one content or style layer");
        }
    }

    private static void requireWeight(String name, double weight) {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException(name + " must be a finite number of at least 0, not " + weight);
        }
    }
}
