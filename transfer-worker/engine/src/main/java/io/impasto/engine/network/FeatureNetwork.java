package io.impasto.engine.network;

import java.util.List;

/** A network whose activations serve as features: weights, preprocessing and named layers. Immutable; share freely. */
public final class FeatureNetwork {
    private final NetworkManifest manifest;
    private final List<String> layers;

    FeatureNetwork(NetworkManifest manifest, List<String> layers) {
        this.manifest = manifest;
        this.layers = List.copyOf(layers);
    }

    /** How people call it. */
    public String name() {
        return manifest.name();
    }

    /** SHA-256 of the weights file, 64 lower-case hex digits. */
    public String sha256() {
        return manifest.sha256();
    }

    /** Licence, source, preprocessing and default layers. */
    public NetworkManifest manifest() {
        return manifest;
    }

    /** Names of the layers that an objective may use, shallowest first. */
    public List<String> layers() {
        return layers;
    }
}
