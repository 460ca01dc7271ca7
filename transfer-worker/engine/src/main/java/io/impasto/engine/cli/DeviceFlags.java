package io.impasto.engine.cli;

import java.io.PrintWriter;

import picocli.CommandLine.Option;

import io.impasto.autodiff.Device;
import io.impasto.engine.device.DeviceChoice;
import io.impasto.engine.device.Execution;
import io.impasto.engine.device.Precision;
import io.impasto.engine.device.Provider;

/** On what and how precisely to compute, as flags. */
final class DeviceFlags {

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description =
                    "auto, cpu or cuda: what computes. auto takes the GPU of a build with -Pgpu and says so where it can't. Default: auto.")
    private Provider provider;

    @Option(names = "--device", paramLabel = "N", description = "Number of the CUDA device, 0 to 63. Default: 0.")
    private int device;

    @Option(
            names = "--no-tf32",
            description =
                    "On CUDA, keep float32 products from rounding to TF32: exact to 1e-3, and several times slower. Default: TF32.")
    private boolean noTf32;

    @Option(
            names = "--half",
            description =
                    "Hold the network's activations in float16; losses and the image stay float32. Slow on the processor. Default: off.")
    private boolean half;

    /** Settles on a device, and says so once where {@code auto} falls back. */
    Execution execution(PrintWriter err) {
        return execution(null, err);
    }

    /** @param stepsPerRun optimiser steps that one run takes; null for what the device needs */
    Execution execution(Integer stepsPerRun, PrintWriter err) {
        if (device < 0 || device > 63) {
            throw Failure.usage("--device lies between 0 and 63, not " + device);
        }
        if (stepsPerRun != null && (stepsPerRun < 1 || stepsPerRun > Execution.MOST_STEPS_PER_RUN)) {
            throw Failure.usage(
                    "--steps-per-run lies between 1 and " + Execution.MOST_STEPS_PER_RUN + ", not " + stepsPerRun);
        }
        // A build for the processor has nothing to fall back from, unless it was asked.
        Provider wanted = provider != null ? provider : Device.hasCuda() ? Provider.AUTO : Provider.CPU;
        DeviceChoice choice = DeviceChoice.of(wanted, device, !noTf32);
        choice.notice().ifPresent(notice -> {
            err.println("impasto: " + notice);
            err.flush();
        });
        return new Execution(
                choice.device(),
                half ? Precision.HALF : Precision.SINGLE,
                stepsPerRun != null ? stepsPerRun : Execution.usualStepsPerRun(choice.device()));
    }
}
