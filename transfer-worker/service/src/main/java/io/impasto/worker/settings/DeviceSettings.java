package io.impasto.worker.settings;

import java.util.Optional;
import java.util.OptionalInt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import io.impasto.engine.device.Provider;

/** On what and how precisely this worker paints. */
@ConfigMapping(prefix = "impasto")
public interface DeviceSettings {

    /**
     * {@code auto}, {@code cpu} or {@code cuda}. Default {@code auto}: the GPU in a build with {@code -Pgpu}, or the processor
     * where that can't be used, which the log says then; {@code cuda} does not start without one.
     */
    Optional<Provider> provider();

    /** Number of the CUDA device, from 0. Default 0. */
    @WithDefault("0")
    int device();

    /** Whether float32 products may round to TF32 on CUDA: several times faster, losses within 1e-2. Default true. */
    @WithDefault("true")
    boolean tf32();

    /** Whether the network's activations are held in float16. Default false. */
    @WithDefault("false")
    boolean half();

    /** Steps of L-BFGS or Adam that stay on the device until it answers, 1 to 1000. Default 10 on CUDA, else 1. */
    OptionalInt stepsPerRun();
}
