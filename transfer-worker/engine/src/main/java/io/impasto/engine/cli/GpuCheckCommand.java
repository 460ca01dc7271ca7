package io.impasto.engine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.impasto.engine.check.DeviceCheck;
import io.impasto.engine.check.Report;
import io.impasto.engine.device.DeviceChoice;
import io.impasto.engine.device.Execution;
import io.impasto.engine.device.Provider;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.network.SyntheticVgg19;

/** {@code impasto gpu-check}: proves a CUDA device. */
@Command(
        name = "gpu-check",
        sortOptions = false,
        description = {
            "Holds a CUDA device to the processor (losses and gradient within 1e-3 in float32, 1e-2 in TF32 and float16), and times it.",
            "Prints Markdown. Exit code 1 if a bound is not held, 5 if there is no device. 'deploy/gpu-check' builds and runs it."
        })
final class GpuCheckCommand implements Callable<Integer> {
    private static final int LEAST_SIDE = 32;
    private static final int LARGEST_SIDE = 4096;
    private static final int MOST = 100_000;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description = "cuda or cpu; with cpu the check itself is tried out, in float32 and float16. Default: cuda.")
    private Provider provider = Provider.CUDA;

    @Option(names = "--device", paramLabel = "N", description = "Number of the CUDA device, 0 to 63. Default: 0.")
    private int device;

    @Option(
            names = {"--network", "--model"},
            paramLabel = "NAME|FILE",
            description =
                    "A network that 'impasto model list' shows, or an .onnx file. Default: a VGG19 of full depth with random weights.")
    private String network;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "Side of the image that is timed, 32 to 4096. Default: 512.")
    private int size = 512;

    @Option(
            names = "--parity-size",
            paramLabel = "PIXELS",
            description = "Side of the image that is compared, 32 to 4096. Default: 256.")
    private int paritySize = 256;

    @Option(
            names = "--evaluations",
            paramLabel = "N",
            description = "How often each is timed, 1 to 100000. Default: 50.")
    private int evaluations = 50;

    @Option(
            names = "--steps-per-run",
            paramLabel = "N",
            description = "Optimiser steps of one run, 2 to 1000. Default: 10.")
    private int stepsPerRun = 10;

    @Option(
            names = "--matrix",
            paramLabel = "N",
            description = "Side of the matrices whose products are timed, 32 to 32768. Default: 8192.")
    private int matrix = 8192;

    @Override
    public Integer call() {
        require("--device", device, 0, 63);
        require("--size", size, LEAST_SIDE, LARGEST_SIDE);
        require("--parity-size", paritySize, LEAST_SIDE, LARGEST_SIDE);
        require("--evaluations", evaluations, 1, MOST);
        require("--steps-per-run", stepsPerRun, 2, Execution.MOST_STEPS_PER_RUN);
        require("--matrix", matrix, LEAST_SIDE, 1 << 15);
        if (provider == Provider.AUTO) {
            throw Failure.usage("--provider is cuda or cpu: a check has nothing to fall back to");
        }
        DeviceChoice choice = DeviceChoice.of(provider, device, true);
        PrintWriter err = spec.commandLine().getErr();
        DeviceCheck check =
                new DeviceCheck(opened(), choice.device(), size, paritySize, evaluations, stepsPerRun, matrix);
        List<DeviceCheck.Row> rows = check.run(step -> {
            err.println(step);
            err.flush();
        });
        spec.commandLine().getOut().print(Report.markdown(check, rows));
        spec.commandLine().getOut().flush();
        return rows.stream().allMatch(DeviceCheck.Row::passes) ? Exit.OK : Exit.INTERNAL;
    }

    private FeatureNetwork opened() {
        if (network != null) {
            return Models.standard().open(network);
        }
        try {
            Path folder = Files.createTempDirectory("impasto-vgg19");
            try {
                Path file = folder.resolve("vgg19.onnx");
                SyntheticVgg19.write(1, file);
                return Models.standard().open(file.toString());
            } finally {
                try (var files = Files.list(folder)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(folder);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void require(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw Failure.usage(option + " lies between " + least + " and " + most + ", not " + value);
        }
    }
}
