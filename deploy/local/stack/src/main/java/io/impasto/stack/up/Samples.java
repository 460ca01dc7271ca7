package io.impasto.stack.up;

import java.io.IOException;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Two of the sample pictures that come with the source tree.
 *
 * @param content the picture to be painted
 * @param style the picture that lends its manner
 */
record Samples(Path content, Path style) {

    /** The first of each kind in the folder's index, {@code samples.json}. */
    static Samples in(Path folder) {
        try {
            JsonNode index =
                    new ObjectMapper().readTree(folder.resolve("samples.json").toFile());
            return new Samples(first(index, "content", folder), first(index, "style", folder));
        } catch (IOException e) {
            throw new DemoFailure("cannot read the sample pictures in " + folder + ": " + e.getMessage());
        }
    }

    private static Path first(JsonNode index, String kind, Path folder) {
        String file = index.path(kind).path(0).path("file").asText();
        if (file.isEmpty()) {
            throw new DemoFailure(folder.resolve("samples.json") + " lists no " + kind + " picture");
        }
        return folder.resolve(file);
    }
}
