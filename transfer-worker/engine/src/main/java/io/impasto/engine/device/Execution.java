package io.impasto.engine.device;

import io.impasto.autodiff.Device;
import io.impasto.autodiff.ProgramOptions;

/**
 * On what and how an engine computes.
 *
 * @param device where its programs run
 * @param precision of the network
 * @param stepsPerRun optimiser steps that one run takes, with the optimiser's state kept on the device: 1 to 1000; 1 takes
 *     each step outside of it
 */
public record Execution(Device device, Precision precision, int stepsPerRun) {

    /** The processor, float32, step by step. */
    public static final Execution CPU = new Execution(Device.CPU, Precision.SINGLE, 1);

    /** Most steps of one run: a stop takes effect at once, but no picture is seen before the run is over. */
    public static final int MOST_STEPS_PER_RUN = 1000;

    /** Steps of one run where nothing else is said: on a GPU, where the way there and back would cost as much as the step. */
    public static int usualStepsPerRun(Device device) {
        return device instanceof Device.Cuda ? 10 : 1;
    }

    /** @throws IllegalArgumentException for steps out of range */
    public Execution {
        if (stepsPerRun < 1 || stepsPerRun > MOST_STEPS_PER_RUN) {
            throw new IllegalArgumentException(
                    "steps per run must be 1 to " + MOST_STEPS_PER_RUN + ", not " + stepsPerRun);
        }
    }

    /** Whether the network computes in float16. */
    public boolean half() {
        return precision == Precision.HALF;
    }

    /** For programs of the network. */
    public ProgramOptions programs() {
        return ProgramOptions.DEFAULT.withDevice(device);
    }

    /** For reports: {@code cpu float32}, {@code cuda:0 tf32}, {@code cuda:0 float16}. */
    public String describe() {
        boolean tf32 = device instanceof Device.Cuda cuda && cuda.tf32();
        return device + " " + (half() ? "float16" : tf32 ? "tf32" : "float32");
    }
}
