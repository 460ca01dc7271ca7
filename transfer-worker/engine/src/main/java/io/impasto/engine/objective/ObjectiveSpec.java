package io.impasto.engine.objective;

import java.util.Collections;
import java.util.HashSet;
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
 * @param contentLayerWeights {@code v_l}, one for each content layer, at least 0
 * @param styleLayerWeights {@code w_l}, one for each style layer, at least 0
 * @param tv how roughness is measured
 * @param tvWeight weight of total variation, at least 0; 0 leaves it out
 * @param continuing whether the picture before counts; see {@link Continuity}
 * @param regions of the painting with styles of their own; 0 without {@link Guidance}
 */
public record ObjectiveSpec(
        Formula formula,
        Pooling pooling,
        List<String> contentLayers,
        List<String> styleLayers,
        double contentWeight,
        double styleWeight,
        List<Double> contentLayerWeights,
        List<Double> styleLayerWeights,
        TotalVariation tv,
        double tvWeight,
        boolean continuing,
        int regions) {

    /**
     * @throws IllegalArgumentException if a weight is negative or not finite, there is no layer, one is named twice, or
     *     there is not one weight for each
     */
    public ObjectiveSpec {
        contentLayers = List.copyOf(contentLayers);
        styleLayers = List.copyOf(styleLayers);
        requireWeight("contentWeight", contentWeight);
        requireWeight("styleWeight", styleWeight);
        requireWeight("tvWeight", tvWeight);
        contentLayerWeights = List.copyOf(contentLayerWeights);
        styleLayerWeights = List.copyOf(styleLayerWeights);
        requireWeights("contentLayerWeights", contentLayerWeights, "contentLayers", contentLayers);
        requireWeights("styleLayerWeights", styleLayerWeights, "styleLayers", styleLayers);
        if (contentLayers.isEmpty() && styleLayers.isEmpty()) {
            throw new IllegalArgumentException("an objective needs at least one content or style layer");
        }
    }

    /** A picture by itself. */
    public ObjectiveSpec(
            Formula formula,
            Pooling pooling,
            List<String> contentLayers,
            List<String> styleLayers,
            double contentWeight,
            double styleWeight,
            List<Double> contentLayerWeights,
            List<Double> styleLayerWeights,
            TotalVariation tv,
            double tvWeight) {
        this(
                formula,
                pooling,
                contentLayers,
                styleLayers,
                contentWeight,
                styleWeight,
                contentLayerWeights,
                styleLayerWeights,
                tv,
                tvWeight,
                false,
                0);
    }

    /** The same {@code layerWeight} for each style layer, and 1 for each content layer. */
    public ObjectiveSpec(
            Formula formula,
            Pooling pooling,
            List<String> contentLayers,
            List<String> styleLayers,
            double contentWeight,
            double styleWeight,
            double layerWeight,
            TotalVariation tv,
            double tvWeight) {
        this(
                formula,
                pooling,
                contentLayers,
                styleLayers,
                contentWeight,
                styleWeight,
                Collections.nCopies(contentLayers.size(), 1.0),
                Collections.nCopies(styleLayers.size(), layerWeight),
                tv,
                tvWeight);
    }

    /** The same objective for a picture that goes on from another. */
    public ObjectiveSpec afterAnother() {
        return with(true, regions);
    }

    /** The same, region by region. */
    public ObjectiveSpec guided(int regions) {
        return with(continuing, regions);
    }

    private ObjectiveSpec with(boolean continuing, int regions) {
        return new ObjectiveSpec(
                formula,
                pooling,
                contentLayers,
                styleLayers,
                contentWeight,
                styleWeight,
                contentLayerWeights,
                styleLayerWeights,
                tv,
                tvWeight,
                continuing,
                regions);
    }

    /** {@code v_l} of a content layer. */
    double contentLayerWeight(String layer) {
        return contentLayerWeights.get(contentLayers.indexOf(layer));
    }

    /** {@code w_l} of a style layer. */
    double styleLayerWeight(String layer) {
        return styleLayerWeights.get(styleLayers.indexOf(layer));
    }

    private static void requireWeights(String name, List<Double> weights, String layersName, List<String> layers) {
        if (new HashSet<>(layers).size() < layers.size()) {
            throw new IllegalArgumentException(layersName + " must name each layer once, not " + layers);
        }
        if (weights.size() != layers.size()) {
            throw new IllegalArgumentException(
                    name + " must hold one weight for each of the " + layers.size() + " layers, not " + weights.size());
        }
        weights.forEach(weight -> requireWeight(name, weight));
    }

    private static void requireWeight(String name, double weight) {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException(name + " must be a finite number of at least 0, not " + weight);
        }
    }
}
