package io.impasto.autodiff;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a {@link Program} runs.
 *
 * @param threads        threads that work on one run; 0 leaves it to ONNX Runtime, which takes the physical cores
 * @param optimisedModel where to write the graph as ONNX Runtime optimised it, to look at its layout; empty: nowhere
 */
public record ProgramOptions(int threads, Optional<Path> optimisedModel) {
    /** All cores, nothing written. */
    public static final ProgramOptions DEFAULT = new ProgramOptions(0, Optional.empty());

    public ProgramOptions {
        if (threads < 0) {
            throw new IllegalArgumentException("threads must be 0 or more, not " + threads);
        }
    }

    public ProgramOptions withThreads(int count) {
        return new ProgramOptions(count, optimisedModel);
    }

    public ProgramOptions withOptimisedModel(Path file) {
        return new ProgramOptions(threads, Optional.of(file));
    }
}
