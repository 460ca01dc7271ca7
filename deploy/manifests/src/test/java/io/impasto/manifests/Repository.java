package io.impasto.manifests;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project's files lie. */
public final class Repository {

    private Repository() {}

    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
