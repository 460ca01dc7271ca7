package io.impasto.engine.network;

import java.util.List;
import java.util.Map;

/**
 * What is known of a network's weights file; JSON beside it as {@code FILE.onnx.json} or {@code FILE.json}.
 *
 * @param name how people call it: lower case letters, digits, {@code . _ -}
 * @param licence of the weights, as a sentence or an SPDX expression
 * @param source where the weights come from
 * @param sha256 of the weights file, 64 hex digits
 * @param preprocessing from RGB 0..255 to the network's input
 * @param contentLayers content layers of the {@code studio} preset
 * @param styleLayers style layers of the {@code studio} preset
 * @param presetWeights weights, by preset, that take the place of a preset's own: for a network whose activations are of
 *     another magnitude than VGG19's, so that content, style and total variation keep their balance
 */
public record NetworkManifest(
        String name,
        String licence,
        String source,
        String sha256,
        Preprocessing preprocessing,
        List<String> contentLayers,
        List<String> styleLayers,
        Map<String, Weights> presetWeights) {

    /**
     * Weights of a preset on this network.
     *
     * @param content {@code w_c}
     * @param style {@code w_s}
     * @param tv of total variation
     */
    public record Weights(double content, double style, double tv) {}

    public NetworkManifest {
        contentLayers = List.copyOf(contentLayers);
        styleLayers = List.copyOf(styleLayers);
        presetWeights = Map.copyOf(presetWeights);
    }
}
