package io.impasto.storage.spool;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import jakarta.inject.Singleton;

import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;

/** Opens spools in one folder, and sweeps what a killed process left there. */
@Singleton
public class Spools {

    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path folder;

    Spools(SpoolConfig config) throws IOException {
        folder = Files.createDirectories(config.folder());
        sweep();
    }

    /**
     * A spool for a request's body.
     *
     * @param declared the {@code Content-Length}, or a negative number where none was sent
     * @param maxBytes how long the body may be
     * @throws ProblemException {@code empty-body}, or {@code body-too-large} before a byte is read if the declared length says so
     */
    public Spool open(InputStream body, long declared, long maxBytes) throws IOException {
        if (declared == 0) {
            throw empty();
        }
        if (declared > maxBytes) {
            throw tooLarge(maxBytes);
        }
        InputStream source = body == null ? new ByteArrayInputStream(new byte[0]) : body;
        return new Spool(source, Files.createTempFile(folder, "body-", Spool.SUFFIX), maxBytes);
    }

    /** An empty file for whoever asks, to be removed by it; what a killed process leaves is swept as bodies are. */
    public Path file() throws IOException {
        return Files.createTempFile(folder, "body-", Spool.SUFFIX);
    }

    /** The refusal of a body without a byte. */
    public static ProblemException empty() {
        return new ProblemException(ProblemType.EMPTY_BODY, "The request has no body; its bytes are what is stored.");
    }

    /** The refusal of a body that is longer than it may be. */
    public static ProblemException tooLarge(long maxBytes) {
        return new ProblemException(
                ProblemType.BODY_TOO_LARGE,
                "The body may have at most " + maxBytes + " bytes.",
                Map.of("maximum", maxBytes));
    }

    private void sweep() throws IOException {
        Instant limit = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "body-*" + Spool.SUFFIX)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
