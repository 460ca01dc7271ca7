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

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Picture;
import io.impasto.engine.image.Resampling;
import io.impasto.engine.network.Models;
import io.impasto.engine.quality.Quality;
import io.impasto.engine.transfer.StyleTransfer;
import io.impasto.engine.transfer.TransferListener;
import io.impasto.engine.transfer.TransferOptions;

/**
 * {@code impasto calibrate}, for those who work on the engine: how a painting looks at each style weight or intensity, size and
 * network. Who compares paintings of several sizes sees them in one size, on paper or on a screen; so all are reduced to {@link
 * #SEEN} pixels before one network judges them.
 *
 * <p>A look is told by two figures: what is <b>left</b> of the distance between Gram matrices, and the <b>step</b> from the
 * painting before it in the list (the first: from the photograph), which is the distance of features, position by position.
 * Both are roots of means over the judge's style layers; {@code left} is in parts of the photograph's distance, {@code step}
 * in parts of the features of the painting before.
 */
@Command(
        name = "calibrate",
        hidden = true,
        sortOptions = false,
        description = {
            "Paints each pair with the studio preset at each style weight or intensity, network and size, and lets one network judge all of it at 256 pixels.",
            "Prints tab-separated lines: content, network, size, weight or intensity, what is left of the photograph's distance to the style (1 is the photograph), and how far it is from the line before."
        })
final class CalibrateCommand implements Callable<Integer> {
    /** Long side at which paintings are judged, in pixels: the smallest that is to look like the others. */
    private static final int SEEN = 256;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--content", required = true, paramLabel = "FILE", description = "A photograph. Required.")
    private List<Path> contents;

    @Option(
            names = "--style",
            required = true,
            paramLabel = "FILE",
            description = "Its style; as many as photographs, in their order. Required.")
    private List<Path> styles;

    @Option(names = "--network", split = ",", description = "Who paints. Default: vgg19-slim.")
    private List<String> networks = List.of(Models.BUILT_IN);

    @Option(names = "--judge", description = "Who judges. Default: vgg19-slim.")
    private String judge = Models.BUILT_IN;

    @Option(names = "--size", split = ",", description = "Long sides in pixels. Default: 256.")
    private List<Integer> sizes = List.of(SEEN);

    @Option(names = "--evaluations", description = "Of each painting. Default: the preset's.")
    private Integer evaluations;

    @Option(names = "--style-weight", split = ",", description = "Weights to try. Default: none.")
    private List<Double> weights = List.of();

    @Option(names = "--intensity", split = ",", description = "Intensities to try. Default: none.")
    private List<Double> intensities = List.of();

    @Option(names = "--out-dir", paramLabel = "DIR", description = "A folder for the paintings. Default: none.")
    private Path folder;

    @Override
    public Integer call() {
        if (contents.size() != styles.size()) {
            throw Failure.usage("each --content needs its --style: " + contents.size() + " and " + styles.size());
        }
        try (StyleTransfer critic = StyleTransfer.open(Models.standard().open(judge))) {
            for (String network : networks) {
                try (StyleTransfer transfer =
                        StyleTransfer.open(Models.standard().open(network))) {
                    for (int size : sizes) {
                        for (int pair = 0; pair < contents.size(); pair++) {
                            paint(critic, transfer, size, contents.get(pair), styles.get(pair));
                        }
                    }
                }
            }
        }
        return Exit.OK;
    }

    /** @param name of the photograph's file */
    private record Pair(Path name, Picture content, List<Picture> styles) {}

    private void paint(StyleTransfer critic, StyleTransfer transfer, int size, Path content, Path style) {
        Pair pair = new Pair(content, InputImage.read(content, size), List.of(InputImage.read(style, size)));
        Picture before = seen(pair.content());
        for (double weight : weights) {
            before = paint(critic, transfer, pair, options(size).styleWeight(weight), "weight " + text(weight), before);
        }
        for (double intensity : intensities) {
            before = paint(
                    critic, transfer, pair, options(size).intensity(intensity), "intensity " + text(intensity), before);
        }
    }

    private TransferOptions.Builder options(int size) {
        return TransferOptions.builder().size(size).evaluations(evaluations);
    }

    private static String text(double value) {
        return PresetHelp.number(value);
    }

    /** @return as it is seen */
    private Picture paint(
            StyleTransfer critic,
            StyleTransfer transfer,
            Pair pair,
            TransferOptions.Builder with,
            String label,
            Picture before) {
        TransferOptions options = with.build();
        Picture painting = transfer.paint(
                        options,
                        pair.content(),
                        pair.styles(),
                        Optional.empty(),
                        Optional.empty(),
                        TransferListener.none())
                .picture();
        Picture painted = seen(painting);
        String line = String.format(
                Locale.ROOT,
                "%s\t%s\t%d\t%s\t%.4f\t%.4f",
                pair.name().getFileName(),
                transfer.network().name(),
                options.size(),
                label,
                left(judged(critic, pair, seen(pair.content()), painted)),
                Math.sqrt(judged(critic, pair, before, painted).meanContent().orElse(0)));
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
        if (folder != null) {
            String name = String.join(
                    "-",
                    new OutputFile(pair.name()).stem(),
                    transfer.network().name(),
                    options.size().toString(),
                    label.replace(' ', '-') + ".png");
            new OutputFile(folder.resolve(name)).write(new ImageCodec().encodePng(painting));
        }
        return painted;
    }

    /** Compares features on all layers that style is judged by. */
    private static Quality judged(StyleTransfer critic, Pair pair, Picture with, Picture painted) {
        TransferOptions all = TransferOptions.builder()
                .contentLayers(critic.network().manifest().styleLayers())
                .build();
        return critic.judge(all, with, pair.styles(), painted);
    }

    private static double left(Quality quality) {
        return Math.sqrt(quality.style().values().stream()
                .map(Quality.StyleDistance::left)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0));
    }

    private static Picture seen(Picture picture) {
        double shrink = (double) SEEN / picture.longSide();
        return Resampling.resizeInLight(
                picture, (int) Math.round(shrink * picture.width()), (int) Math.round(shrink * picture.height()));
    }
}
