package io.impasto.engine.objective;

import java.util.Optional;

import io.impasto.engine.network.FeatureNetwork;

/** Times an evaluation of the {@code keras} objective against the bare network. */
public final class Benchmark {
    private Benchmark() {}

    /**
     * What was measured.
     *
     * @param forward median milliseconds of the network alone, to the deepest layer that the objective uses
     * @param evaluation median milliseconds of one evaluation: losses and gradient
     * @param peakResidentMegabytes the process' highest resident memory so far; empty where the system does not say
     */
    public record Result(double forward, double evaluation, Optional<Double> peakResidentMegabytes) {}

    /**
     * Runs forward passes and evaluations in turn, after warming both up.
     *
     * @param network the network; its layers that {@code keras} names are used, as deep as they go
     * @param width of the image, pixels
     * @param height of the image, pixels
     * @param evaluations how often each is timed, at least 1
     */
    public static Result run(FeatureNetwork network, int width, int height, int evaluations) {
        throw new UnsupportedOperationException();
    }
}
