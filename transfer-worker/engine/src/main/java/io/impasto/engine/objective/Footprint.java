package io.impasto.engine.objective;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.impasto.engine.device.Execution;
import io.impasto.engine.device.HostMemory;
import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;

/**
 * What evaluations of the {@code keras} objective take of memory, untiled and without an optimiser's history.
 *
 * @param idleMegabytes resident with the sessions open and warm, in units of 2^20 bytes
 * @param peakMegabytes the most that was resident during the evaluations, targets included
 * @param bytesPerPixel of the image, the peak above idle
 */
public record Footprint(double idleMegabytes, double peakMegabytes, double bytesPerPixel) {
    private static final int WARM_UP_SIDE = 64;
    private static final double MEGABYTE = 1 << 20;

    /**
     * Opens sessions, warms them up on a small picture, and evaluates one of the given size.
     *
     * @param width of the image, pixels
     * @param height of the image, pixels
     * @param evaluations how many, at least 1; the second may take more than the first
     * @return empty where the system does not say what is resident
     */
    public static Optional<Footprint> measure(
            FeatureNetwork network, Execution execution, int width, int height, int evaluations) {
        ObjectiveSpec spec = Benchmark.objective(network);
        try (Evaluator evaluator = Evaluator.open(network, Layout.of(spec), execution)) {
            evaluate(evaluator, spec, Benchmark.noise(WARM_UP_SIDE, WARM_UP_SIDE), 2);
            System.gc();
            OptionalLong idle = HostMemory.resident();
            HostMemory.forgetPeak();
            evaluate(evaluator, spec, Benchmark.noise(width, height), evaluations);
            OptionalLong peak = HostMemory.peak();
            return idle.isPresent() && peak.isPresent()
                    ? Optional.of(of(idle.getAsLong(), peak.getAsLong(), (long) width * height))
                    : Optional.empty();
        }
    }

    private static Footprint of(long idle, long peak, long pixels) {
        return new Footprint(idle / MEGABYTE, peak / MEGABYTE, (double) (peak - idle) / pixels);
    }

    private static void evaluate(Evaluator evaluator, ObjectiveSpec spec, Picture image, int times) {
        Problem problem = evaluator.problem(spec, image, List.of(new Style(image, 1)));
        float[] gradient = new float[image.rgb().length];
        for (int i = 0; i < times; i++) {
            problem.evaluate(image.rgb(), gradient);
        }
    }
}
