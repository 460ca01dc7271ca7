package io.impasto.engine.network;

import java.util.Map;

/**
 * What computing layers takes, as far as the network says it.
 *
 * @param weightBytes of the convolutions on the way, in float32
 * @param activationBytes of all convolutions' results on the way, in float32, for each pixel of the picture
 * @param layerBytes of a layer's result, in float32, for each pixel of the picture
 */
public record Footprint(long weightBytes, double activationBytes, Map<String, Double> layerBytes) {

    public Footprint {
        layerBytes = Map.copyOf(layerBytes);
    }
}
