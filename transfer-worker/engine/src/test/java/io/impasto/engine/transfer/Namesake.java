package io.impasto.engine.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;

/** The built-in network's weights under another name: a second network that is small enough for every test. */
public final class Namesake {
    static final String NAME = "other";

    private Namesake() {}

    /** @param folder to put the file into */
    public static FeatureNetwork in(Path folder) throws IOException {
        Path file = folder.resolve(NAME + ".onnx");
        try (InputStream weights =
                Objects.requireNonNull(FeatureNetwork.class.getResourceAsStream("vgg19-slim-fp16w.onnx"))) {
            Files.copy(weights, file);
        }
        Files.writeString(
                folder.resolve(NAME + ".onnx.json"),
                """
                {
                  "name": "other",
                  "preprocessing": { "order": "RGB", "scale": 1, "mean": [123.68, 116.779, 103.939], "std": [1, 1, 1] },
                  "contentLayers": ["relu4_1"],
                  "styleLayers": ["style1_1", "style2_1", "style3_1"]
                }
                """);
        return Models.in(folder).named(NAME);
    }
}
