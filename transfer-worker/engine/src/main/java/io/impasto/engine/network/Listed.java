package io.impasto.engine.network;

import java.util.List;

/** An entry of the list of networks. */
public sealed interface Listed {

    /** The name that it is opened by. */
    String name();

    /**
     * A network that can be opened.
     *
     * @param layers shallowest first
     * @param bytes size of the weights file
     */
    record Usable(String name, NetworkManifest manifest, List<String> layers, long bytes) implements Listed {
        public Usable {
            layers = List.copyOf(layers);
        }
    }

    /** A file that can't be used as a network, and why, for a person. */
    record Unusable(String name, String reason) implements Listed {}

    static Usable of(String name, FeatureNetwork network, long bytes) {
        return new Usable(name, network.manifest(), network.layers(), bytes);
    }
}
