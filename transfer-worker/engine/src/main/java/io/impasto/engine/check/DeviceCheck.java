package io.impasto.engine.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

import io.impasto.autodiff.Device;
import io.impasto.engine.device.Execution;
import io.impasto.engine.device.Precision;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.objective.DeviceTrial;
import io.impasto.engine.objective.Evaluated;

/**
 * Holds a device to the processor in every precision that it has, and times it.
 *
 * @param network that is evaluated
 * @param device to check; the processor itself, for a dry run
 * @param size side of the square image that is timed, pixels
 * @param paritySize side of the square image that is compared, pixels
 * @param runs how often each is timed
 * @param stepsPerRun steps of the loops
 * @param matrix side of the matrices whose products are timed
 */
public record DeviceCheck(
        FeatureNetwork network, Device device, int size, int paritySize, int runs, int stepsPerRun, int matrix) {
    private static final double EXACT = 1e-3;
    private static final double ROUNDED = 1e-2;
    // Not the image alone is rounded, but what every layer reads.
    private static final double EVERY_LAYER = 2;
    /** Of float32, and of TF32 and float16. */
    private static final int[] BITS = {24, 11};

    /**
     * What one precision came to.
     *
     * @param precision float32, tf32 or float16
     * @param lossError largest relative error of a loss term
     * @param lossBound that it may have
     * @param gradientError relative L2 error of the gradient
     * @param gradientBound that it may have: where the largest of a pooling window is nearly a tie, rounding moves the
     *     gradient to its neighbour, so it may be twice as far off as float32 is for an image rounded to as many bits
     * @param rates evaluations per second
     * @param productRate multiply-adds per second in matrix products
     * @param multiplyAdds of one evaluation
     * @param memory MiB in use on the GPU after the evaluations; empty where nobody knows
     * @param placement where its nodes ran
     */
    public record Row(
            String precision,
            double lossError,
            double lossBound,
            double gradientError,
            double gradientBound,
            DeviceTrial.Rates rates,
            double productRate,
            long multiplyAdds,
            OptionalLong memory,
            Placement placement) {

        /** Whether the errors are within their bounds. */
        public boolean passes() {
            return lossError <= lossBound && gradientError <= gradientBound;
        }

        /** Evaluations per second if there were nothing but multiply-adds, at the rate of matrix products. */
        double ceiling() {
            return productRate / multiplyAdds;
        }
    }

    /** @param progress hears what is done next */
    public List<Row> run(Consumer<String> progress) {
        DeviceTrial trial = new DeviceTrial(network);
        progress.accept("on the processor, for comparison");
        Evaluated expected = trial.evaluate(Execution.CPU, paritySize, BITS[0]);
        double moved = DeviceTrial.gradientError(trial.evaluate(Execution.CPU, paritySize, BITS[1]), expected);
        List<Row> rows = new ArrayList<>();
        for (Execution execution : executions()) {
            progress.accept(execution.describe());
            boolean exact = exact(execution);
            Evaluated actual = trial.evaluate(execution, paritySize, BITS[0]);
            DeviceTrial.Rates rates = trial.rates(execution, size, runs);
            rows.add(new Row(
                    execution.describe().substring(execution.describe().indexOf(' ') + 1),
                    DeviceTrial.lossError(actual, expected),
                    exact ? EXACT : ROUNDED,
                    DeviceTrial.gradientError(actual, expected),
                    exact ? EXACT : Math.max(ROUNDED, EVERY_LAYER * moved),
                    rates,
                    ProductRate.measure(execution, matrix),
                    trial.multiplyAdds(execution, size),
                    device instanceof Device.Cuda cuda ? GpuMemory.used(cuda.id()) : OptionalLong.empty(),
                    placement(trial, execution)));
        }
        return rows;
    }

    private static boolean exact(Execution execution) {
        boolean tf32 = execution.device() instanceof Device.Cuda cuda && cuda.tf32();
        return execution.precision() == Precision.SINGLE && !tf32;
    }

    private List<Execution> executions() {
        if (device instanceof Device.Cuda cuda) {
            Device exact = new Device.Cuda(cuda.id(), false);
            Device rounding = new Device.Cuda(cuda.id(), true);
            return List.of(
                    new Execution(exact, Precision.SINGLE, stepsPerRun),
                    new Execution(rounding, Precision.SINGLE, stepsPerRun),
                    new Execution(rounding, Precision.HALF, stepsPerRun));
        }
        return List.of(
                new Execution(device, Precision.SINGLE, stepsPerRun),
                new Execution(device, Precision.HALF, stepsPerRun));
    }

    private Placement placement(DeviceTrial trial, Execution execution) {
        try {
            Path folder = Files.createTempDirectory("impasto-profile");
            Path profile = trial.profile(execution, paritySize, folder.resolve("profile"));
            Placement placement = Placement.read(profile);
            Files.deleteIfExists(profile);
            Files.deleteIfExists(folder);
            return placement;
        } catch (IOException failed) {
            throw new UncheckedIOException("no profile can be written", failed);
        }
    }
}
