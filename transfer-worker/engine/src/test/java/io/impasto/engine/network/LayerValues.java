package io.impasto.engine.network;

import java.util.LinkedHashMap;
import java.util.Map;

/** Lets tests of other packages see what a file calls a network's layers. */
public final class LayerValues {
    private LayerValues() {}

    /** Names of layers to values of the model. */
    public static Map<String, String> of(FeatureNetwork network) {
        Map<String, String> values = new LinkedHashMap<>();
        network.layers().forEach(layer -> values.put(layer, network.value(layer)));
        return values;
    }
}
