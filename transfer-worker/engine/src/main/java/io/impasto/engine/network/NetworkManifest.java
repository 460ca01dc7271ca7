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
 * @param presetScales by preset, what its weights are multiplied with on this network: for one whose activations are of
 *     another magnitude than VGG19's, so that the same weights give the same balance of content, style and total variation
 */
public record NetworkManifest(
        String name,
        String licence,
        String source,
        String sha256,
        Preprocessing preprocessing,
        List<String> contentLayers,
        List<String> styleLayers,
        Map<String, Scales> presetScales) {

    /**
     * VGG19's magnitudes relative to this network's.
     *
     * @param content of content terms before their weight
     * @param style of style terms before their weight
     */
    public record Scales(double content, double style) {
        /** VGG19 itself, or a preset that is relative by its formula. */
        public static final Scales NONE = new Scales(1, 1);
    }

    public NetworkManifest {
        contentLayers = List.copyOf(contentLayers);
        styleLayers = List.copyOf(styleLayers);
        presetScales = Map.copyOf(presetScales);
    }
}
