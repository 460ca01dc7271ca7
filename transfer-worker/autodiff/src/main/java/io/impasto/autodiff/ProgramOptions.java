package io.impasto.autodiff;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a {@link Program} runs.
 *
 * @param device         where
 * @param threads        threads that work on one run; 0 leaves it to ONNX Runtime, which takes the physical cores
 * @param optimisedModel where to write the graph as ONNX Runtime optimised it, to look at its layout; empty: nowhere
 * @param profile        how the name of a file begins to which {@link Program#endProfile} writes what each node took, and
 *                       where it ran; empty: nothing is written
 * @param releasing      whether memory goes back to the system after each run: for a program that runs seldom; one that runs
 *                       again and again is faster if it keeps it
 */
public record ProgramOptions(
        Device device, int threads, Optional<Path> optimisedModel, Optional<Path> profile, boolean releasing) {
    /** All cores, nothing written. */
    public static final ProgramOptions DEFAULT =
            new ProgramOptions(Device.CPU, 0, Optional.empty(), Optional.empty(), false);

    public ProgramOptions {
        if (threads < 0) {
            throw new IllegalArgumentException("threads must be 0 or more, not " + threads);
        }
    }

    public ProgramOptions withDevice(Device other) {
        return new ProgramOptions(other, threads, optimisedModel, profile, releasing);
    }

    public ProgramOptions withThreads(int count) {
        return new ProgramOptions(device, count, optimisedModel, profile, releasing);
    }

    public ProgramOptions withOptimisedModel(Path file) {
        return new ProgramOptions(device, threads, Optional.of(file), profile, releasing);
    }

    public ProgramOptions withProfile(Path prefix) {
        return new ProgramOptions(device, threads, optimisedModel, Optional.of(prefix), releasing);
    }

    /** Memory goes back to the system after each run. */
    public ProgramOptions withMemoryReleased() {
        return new ProgramOptions(device, threads, optimisedModel, profile, true);
    }
}
