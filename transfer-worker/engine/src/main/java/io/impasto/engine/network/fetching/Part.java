package io.impasto.engine.network.fetching;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What has come of a file, and beside it the version that the server named: {@code NAME.part} and {@code NAME.etag}. */
final class Part {
    private final Path file;
    private final Path etag;

    Part(Path folder, String name) {
        this.file = folder.resolve(name + ".part");
        this.etag = folder.resolve(name + ".etag");
    }

    Path file() {
        return file;
    }

    /** Bytes that are there. */
    long length() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** The version of which these bytes are the beginning; empty if they are none, or of an unknown one. */
    Optional<String> version() throws IOException {
        return length() > 0 && Files.exists(etag) ? Optional.of(Files.readString(etag)) : Optional.empty();
    }

    /**
     * Begins anew.
     *
     * @param version as in the header {@code ETag}, or null
     */
    void restart(String version) throws IOException {
        discard();
        Files.createFile(file);
        // If-Range takes a strong tag only.
        if (version != null && version.startsWith("\"")) {
            Files.writeString(etag, version);
        }
    }

    void discard() throws IOException {
        Files.deleteIfExists(etag);
        Files.deleteIfExists(file);
    }
}
