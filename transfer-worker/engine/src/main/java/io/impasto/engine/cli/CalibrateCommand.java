package io.impasto.engine.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.impasto.engine.image.Picture;
import io.impasto.engine.network.Models;
import io.impasto.engine.quality.Quality;
import io.impasto.engine.transfer.StyleTransfer;
import io.impasto.engine.transfer.TransferListener;
import io.impasto.engine.transfer.TransferOptions;
import io.impasto.engine.transfer.TransferOutcome;

/** {@code impasto calibrate}, for those who work on the engine: what is left of the style distance at each style weight. */
@Command(
        name = "calibrate",
        hidden = true,
        sortOptions = false,
        description = {
            "Paints with the studio preset at each style weight or intensity, network and size, and lets one network judge all of it.",
            "Prints tab-separated lines: network, size, weight or intensity, and how much of the photograph's distance to the style is left, as the root of the mean over the judge's layers; 1 is the photograph."
        })
final class CalibrateCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--content", required = true, paramLabel = "FILE", description = "The photograph. Required.")
    private Path content;

    @Option(names = "--style", required = true, paramLabel = "FILE", description = "The style. Required.")
    private Path style;

    @Option(names = "--network", split = ",", description = "Who paints. Default: vgg19-slim.")
    private List<String> networks = List.of(Models.BUILT_IN);

    @Option(names = "--judge", description = "Who judges. Default: vgg19-slim.")
    private String judge = Models.BUILT_IN;

    @Option(names = "--size", split = ",", description = "Long sides in pixels. Default: 256.")
    private List<Integer> sizes = List.of(256);

    @Option(names = "--evaluations", description = "Of each painting. Default: 60.")
    private int evaluations = 60;

    @Option(names = "--style-weight", split = ",", description = "Weights to try. Default: none.")
    private List<Double> weights = List.of();

    @Option(names = "--intensity", split = ",", description = "Intensities to try. Default: none.")
    private List<Double> intensities = List.of();

    @Override
    public Integer call() {
        try (StyleTransfer critic = StyleTransfer.open(Models.standard().open(judge))) {
            for (String network : networks) {
                try (StyleTransfer transfer =
                        StyleTransfer.open(Models.standard().open(network))) {
                    for (int size : sizes) {
                        for (double weight : weights) {
                            print(
                                    critic,
                                    transfer,
                                    size,
                                    "weight",
                                    weight,
                                    options(size).styleWeight(weight));
                        }
                        for (double intensity : intensities) {
                            print(
                                    critic,
                                    transfer,
                                    size,
                                    "intensity",
                                    intensity,
                                    options(size).intensity(intensity));
                        }
                    }
                }
            }
        }
        return Exit.OK;
    }

    private TransferOptions.Builder options(int size) {
        return TransferOptions.builder().size(size).evaluations(evaluations);
    }

    private void print(
            StyleTransfer critic,
            StyleTransfer transfer,
            int size,
            String what,
            double value,
            TransferOptions.Builder options) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s\t%d\t%s %s\t%.4f%n",
                transfer.network().name(),
                size,
                what,
                PresetHelp.number(value),
                left(critic, transfer, options.build(), size));
        out.flush();
    }

    private double left(StyleTransfer critic, StyleTransfer transfer, TransferOptions options, int size) {
        Picture what = InputImage.read(content, size);
        List<Picture> how = List.of(InputImage.read(style, size));
        TransferOutcome outcome =
                transfer.paint(options, what, how, Optional.empty(), Optional.empty(), TransferListener.none());
        Quality quality = critic.judge(TransferOptions.defaults(), what, how, outcome.picture());
        return Math.sqrt(quality.style().values().stream()
                .map(Quality.StyleDistance::left)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0));
    }
}
