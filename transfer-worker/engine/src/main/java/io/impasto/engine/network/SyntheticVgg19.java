package io.impasto.engine.network;

import java.nio.file.Path;

/** VGG19 to conv5_4 with seeded random weights: full depth and width where the real weights can't be had. */
public final class SyntheticVgg19 {
    private SyntheticVgg19() {}

    /**
     * Writes the network (about 80 MB) and, beside it, its manifest. The same seed gives the same bytes.
     *
     * @param seed of the weights
     * @param file the {@code .onnx} file to write; the manifest goes to the same name with {@code .json} in its place
     * @throws NetworkException if it can't be written
     */
    public static NetworkManifest write(long seed, Path file) {
        throw new UnsupportedOperationException();
    }
}
