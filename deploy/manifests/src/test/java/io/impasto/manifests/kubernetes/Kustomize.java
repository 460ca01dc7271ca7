package io.impasto.manifests.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** {@code kubectl kustomize}, which needs no cluster. */
final class Kustomize {

    private static final YAMLMapper YAML = new YAMLMapper();

    private Kustomize() {}

    /** Whether there is a kubectl. */
    static boolean isThere() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, "kubectl"))
                .anyMatch(Files::isExecutable);
    }

    /** The objects that an overlay stands for. */
    static List<JsonNode> render(Path overlay) throws Unrenderable {
        try {
            Path errors = Files.createTempFile("kustomize", ".log");
            Process process = new ProcessBuilder("kubectl", "kustomize", overlay.toString())
                    .redirectError(errors.toFile())
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new Unrenderable(Files.readString(errors));
            }
            Files.delete(errors);
            List<JsonNode> objects = new ArrayList<>();
            try (MappingIterator<JsonNode> documents =
                    YAML.readerFor(JsonNode.class).readValues(text)) {
                documents.forEachRemaining(objects::add);
            }
            return objects;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What kustomize has to say against an overlay. */
    static final class Unrenderable extends Exception {

        private static final long serialVersionUID = 1;

        Unrenderable(String message) {
            super(message);
        }
    }
}
