package io.impasto.engine.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import io.impasto.engine.image.Picture;
import io.impasto.engine.network.Models;
import io.impasto.engine.quality.Appraiser;
import io.impasto.engine.quality.Quality;
import io.impasto.engine.transfer.StyleTransfer;
import io.impasto.engine.transfer.TransferOptions;

/** {@code impasto quality}: figures of any picture, whoever painted it. */
@Command(
        name = "quality",
        sortOptions = false,
        description = {
            "Judges a picture against the photograph and the styles: how much of the style distance is left (0 %% is painted fully, 100 %% is the photograph), in each region too where there are masks, content distance, CFSD and SSIM of luminance.",
            "The layers are those of the studio preset on the network."
        })
final class QualityCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--content", required = true, paramLabel = "FILE", description = "The photograph. Required.")
    private Path content;

    @Option(
            names = "--style",
            required = true,
            paramLabel = "FILE",
            description = "A style; 1 to 8, give the option again for each. Required.")
    private List<Path> styles;

    @Option(names = "--result", required = true, paramLabel = "FILE", description = "What is judged. Required.")
    private Path result;

    @Option(
            names = "--style-weights",
            split = ",",
            paramLabel = "W",
            description = "A weight for each style. Default: all the same.")
    private List<Double> styleWeights;

    @Mixin
    private GuideFlags guides;

    @Option(
            names = {"--network", "--model"},
            paramLabel = "NAME|FILE",
            description = "A network that 'impasto model list' shows, or an .onnx file. Default: vgg19-slim.")
    private String network = Models.BUILT_IN;

    @Option(names = "--json", description = "Print JSON, each layer by itself. Default: a line for a person.")
    private boolean json;

    @Mixin
    private DeviceFlags device;

    @Override
    public Integer call() {
        Picture judged = InputImage.read(result, Appraiser.LONGEST_SIDE);
        Picture photograph = InputImage.read(content, Appraiser.LONGEST_SIDE);
        Shape.require(photograph, result, judged);
        List<Picture> manners = styles.stream()
                .map(style -> InputImage.read(style, Appraiser.LONGEST_SIDE))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        try (StyleTransfer transfer = StyleTransfer.open(
                Models.standard().open(network),
                StyleTransfer.UNLIMITED,
                device.execution(spec.commandLine().getErr()))) {
            TransferOptions options =
                    TransferOptions.builder().styleWeights(styleWeights).build();
            Quality quality =
                    transfer.judge(options, photograph, manners, guides.files().read(Appraiser.LONGEST_SIDE), judged);
            out.print(
                    json
                            ? new String(QualityText.pretty(quality.toJson()), StandardCharsets.UTF_8)
                            : QualityText.line(quality) + System.lineSeparator());
        }
        out.flush();
        return Exit.OK;
    }
}
