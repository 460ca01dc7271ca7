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
 * @param threads that work on one run on the processor, at most 1024; 0 takes the physical cores
 */
public record Execution(Device device, Precision precision, int stepsPerRun, int threads) {

    /** The processor, float32, step by step. */
    public static final Execution CPU = new Execution(Device.CPU, Precision.SINGLE, 1);

    /** Most steps of one run: a stop takes effect at once, but no picture is seen before the run is over. */
    public static final int MOST_STEPS_PER_RUN = 1000;

    /** Steps of one run where nothing else is said: on a GPU, where the way there and back would cost as much as the step. */
    public static int usualStepsPerRun(Device device) {
        return device instanceof Device.Cuda ? 10 : 1;
    }

    private static final int MOST_THREADS = 1024;

    /** @throws IllegalArgumentException for steps or threads out of range */
    public Execution {
        if (threads < 0 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("threads must be 0 to " + MOST_THREADS + ", not " + threads);
        }
        if (stepsPerRun < 1 || stepsPerRun > MOST_STEPS_PER_RUN) {
            throw new IllegalArgumentException(
                    "steps per run must be 1 to " + MOST_STEPS_PER_RUN + ", not " + stepsPerRun);
        }
    }

    /** As many threads as the processor has physical cores. */
    public Execution(Device device, Precision precision, int stepsPerRun) {
        this(device, precision, stepsPerRun, 0);
    }

    /** The same on so many threads; 0 takes the physical cores. */
    public Execution withThreads(int count) {
        return new Execution(device, precision, stepsPerRun, count);
    }

    /** What kind of device it is. */
    public Provider provider() {
        return device instanceof Device.Cuda ? Provider.CUDA : Provider.CPU;
    }

    /** Whether the network computes in float16. */
    public boolean half() {
        return precision == Precision.HALF;
    }

    /** For programs of the network. */
    public ProgramOptions programs() {
        return ProgramOptions.DEFAULT.withDevice(device).withThreads(threads);
    }

    /** For reports: {@code cpu float32}, {@code cuda:0 tf32}, {@code cuda:0 float16}. */
    public String describe() {
        boolean tf32 = device instanceof Device.Cuda cuda && cuda.tf32();
        return device + " " + (half() ? "float16" : tf32 ? "tf32" : "float32");
    }
}
