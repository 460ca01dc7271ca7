package io.impasto.engine.network;

import java.util.List;

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
 */
public record NetworkManifest(
        String name,
        String licence,
        String source,
        String sha256,
        Preprocessing preprocessing,
        List<String> contentLayers,
        List<String> styleLayers) {

    public NetworkManifest {
        contentLayers = List.copyOf(contentLayers);
        styleLayers = List.copyOf(styleLayers);
    }
}
