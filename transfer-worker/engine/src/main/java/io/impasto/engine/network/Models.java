package io.impasto.engine.network;

import java.nio.file.Path;
import java.util.List;

/** The networks at hand: the built-in {@code vgg19-slim} and those in a folder. */
public final class Models {
    private final Path folder;

    private Models(Path folder) {
        this.folder = folder;
    }

    /** The built-in network and those in {@code $IMPASTO_MODELS}, or {@code ~/.cache/impasto/models} if that is unset. */
    public static Models standard() {
        String folder = System.getenv("IMPASTO_MODELS");
        return in(
                folder == null || folder.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".cache", "impasto", "models")
                        : Path.of(folder));
    }

    /** The built-in network and those in {@code folder}, which need not exist. */
    public static Models in(Path folder) {
        return new Models(folder);
    }

    /** The folder that is looked into. */
    public Path folder() {
        return folder;
    }

    /** The manifests of all networks that can be opened by name, the built-in one first. */
    public List<NetworkManifest> list() {
        throw new UnsupportedOperationException();
    }

    /**
     * Opens a network.
     *
     * @param nameOrPath the name of a listed network, or the path of an {@code .onnx} file
     * @throws NetworkException if there is none, or it can't be read; the message names what there is
     */
    public FeatureNetwork open(String nameOrPath) {
        throw new UnsupportedOperationException();
    }
}
