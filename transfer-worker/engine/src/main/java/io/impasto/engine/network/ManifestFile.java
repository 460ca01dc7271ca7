package io.impasto.engine.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Manifests as JSON. Everything may be left out: the name is then the file's, the layers those of VGG, and the
 * preprocessing Caffe's.
 */
record ManifestFile(
        String name,
        String licence,
        String source,
        String sha256,
        Preprocessing preprocessing,
        List<String> contentLayers,
        List<String> styleLayers,
        Map<String, NetworkManifest.Scales> presetScales) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final long MAX_BYTES = 1 << 20;

    static final ManifestFile NOTHING_SAID = new ManifestFile(null, null, null, null, null, null, null, null);

    /** Where the manifest of a weights file may lie. */
    static List<Path> candidates(Path weights) {
        String file = weights.getFileName().toString();
        String stem = file.endsWith(".onnx") ? file.substring(0, file.length() - ".onnx".length()) : file;
        return List.of(weights.resolveSibling(file + ".json"), weights.resolveSibling(stem + ".json"));
    }

    /** The manifest beside a weights file, if there is one. */
    static Optional<ManifestFile> beside(Path weights) {
        for (Path candidate : candidates(weights)) {
            if (Files.isRegularFile(candidate)) {
                return Optional.of(read(candidate));
            }
        }
        return Optional.empty();
    }

    static ManifestFile read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new NetworkException(file + ": too large for a manifest");
            }
            return parse(Files.readAllBytes(file), file.toString());
        } catch (IOException unreadable) {
            throw new NetworkException(file + ": can't be read: " + unreadable.getMessage(), unreadable);
        }
    }

    static ManifestFile parse(byte[] json, String where) throws IOException {
        try {
            return JSON.readValue(json, ManifestFile.class);
        } catch (JacksonException malformed) {
            throw new NetworkException(
                    where + ": not a network manifest: " + malformed.getOriginalMessage(), malformed);
        }
    }

    static List<ManifestFile> parseList(byte[] json) throws IOException {
        return List.of(JSON.readValue(json, ManifestFile[].class));
    }

    static byte[] write(NetworkManifest manifest) throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
    }

    /** The manifest with the names of all layers, for whoever reads it; the network itself knows them. */
    static byte[] write(NetworkManifest manifest, List<String> layers) throws IOException {
        ObjectNode json = JSON.valueToTree(manifest);
        layers.forEach(json.putArray("layers")::add);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }
}
