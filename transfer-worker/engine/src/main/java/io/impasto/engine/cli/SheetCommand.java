package io.impasto.engine.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Layer;
import io.impasto.engine.image.PictureFormat;
import io.impasto.engine.network.Models;
import io.impasto.engine.transfer.Preset;
import io.impasto.engine.transfer.StyleTransfer;
import io.impasto.engine.transfer.TransferListener;
import io.impasto.engine.transfer.TransferOptions;
import io.impasto.engine.transfer.TransferOutcome;

/** {@code impasto sheet}: small paintings side by side, to choose from. */
@Command(
        name = "sheet",
        sortOptions = false,
        description = {
            "Paints up to 12 small variants and lays them out on one picture, each with what it was painted with.",
            "There is one for each network, preset, style scale and intensity that is listed; intensity counts with studio alone."
        },
        footer = {
            "%nExample:",
            "  impasto sheet photo.jpg --style art.jpg --out sheet.png",
            "  impasto sheet photo.jpg --style art.jpg --intensity 20,60,100 --style-scale 0.5,2 --out sheet.png"
        })
final class SheetCommand implements Callable<Integer> {
    private static final int MOST = 12;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "CONTENT", description = "What is seen. Required.")
    private Path content;

    @Option(
            names = "--style",
            required = true,
            paramLabel = "FILE",
            description = "A style; 1 to 8, give the option again for each. Required.")
    private List<Path> styles;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The sheet, a .png. Required.")
    private Path out;

    @Option(
            names = "--out-dir",
            paramLabel = "DIR",
            description = "A folder for the single paintings as well, named by their place. Default: none.")
    private Path folder;

    @Option(
            names = "--with-preset",
            split = ",",
            paramLabel = "NAME",
            description = "Presets, comma-separated. Default: studio.")
    private List<Preset> presets = List.of(Preset.STUDIO);

    @Option(
            names = {"--network", "--model"},
            split = ",",
            paramLabel = "NAME|FILE",
            description = "Networks, comma-separated. Default: vgg19-slim.")
    private List<String> networks = List.of(Models.BUILT_IN);

    @Option(
            names = "--intensity",
            split = ",",
            paramLabel = "X",
            description = "Intensities, 0 to 100, comma-separated. Default: 25,50,75,100.")
    private List<Double> intensities = List.of(25.0, 50.0, 75.0, 100.0);

    @Option(
            names = "--style-scale",
            split = ",",
            paramLabel = "X",
            description = "Style scales, 0.25 to 4, comma-separated. Default: 1.")
    private List<Double> scales = List.of(1.0);

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "Long side of each variant, 32 to 512. Default: 160.")
    private int size = 160;

    @Option(
            names = "--evaluations",
            paramLabel = "N",
            description = "Evaluations for each variant, 1 to 10000. Default: 40.")
    private int evaluations = 40;

    @Mixin
    private DeviceFlags device;

    /** Painted with these options by that network. */
    private record Variant(String network, String label, TransferOptions options) {}

    @Override
    public Integer call() {
        List<Variant> variants = variants();
        if (variants.size() > MOST) {
            throw Failure.usage("a sheet has " + MOST + " variants at most, not " + variants.size()
                    + ": list fewer networks, presets, style scales or intensities");
        }
        InputFiles.requireFewStyles(styles);
        if (size < 32 || size > 512) {
            throw Failure.usage("--size lies between 32 and 512, not " + size);
        }
        OutputFile sheet = new OutputFile(out);
        if (!sheet.extension().equals("png")) {
            throw Failure.usage("--out must end in .png, not '" + out.getFileName() + "'");
        }
        sheet.check();
        if (folder != null && !Files.isDirectory(folder)) {
            throw Failure.usage("--out-dir must be a folder that is there, not " + folder);
        }
        List<ContactSheet.Cell> cells = paint(variants);
        sheet.write(ContactSheet.of(cells).png());
        return Exit.OK;
    }

    private List<Variant> variants() {
        List<Variant> variants = new ArrayList<>();
        for (String network : networks) {
            for (Preset preset : presets) {
                for (double scale : scales) {
                    List<Optional<Double>> strengths = preset == Preset.STUDIO
                            ? intensities.stream().map(Optional::of).toList()
                            : List.of(Optional.empty());
                    strengths.forEach(intensity -> variants.add(variant(network, preset, scale, intensity)));
                }
            }
        }
        return variants;
    }

    private Variant variant(String network, Preset preset, double scale, Optional<Double> intensity) {
        TransferOptions options = TransferOptions.builder()
                .preset(preset)
                .size(size)
                .evaluations(evaluations)
                .styleScale(scale)
                .intensity(intensity.orElse(null))
                .build();
        List<String> label = new ArrayList<>();
        if (networks.size() > 1) {
            label.add(Path.of(network).getFileName().toString().replaceFirst("\\.onnx$", ""));
        }
        if (presets.size() > 1 || preset != Preset.STUDIO) {
            label.add(preset.key());
        }
        intensity.ifPresent(value -> label.add("intensity " + PresetHelp.number(value)));
        if (scales.size() > 1 || scale != 1) {
            label.add("scale " + PresetHelp.number(scale));
        }
        return new Variant(network, String.join(", ", label), options);
    }

    /** One network after the other, so that variants share its sessions; the pictures are read once. */
    private List<ContactSheet.Cell> paint(List<Variant> variants) {
        PrintWriter err = spec.commandLine().getErr();
        double largest = scales.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        int styleSide = TransferOptions.builder().styleScale(largest).build().styleSide(size);
        InputFiles.Pictures pictures =
                new InputFiles(content, styles, Optional.empty(), GuideFiles.NONE).read(size, styleSide);
        List<ContactSheet.Cell> cells = new ArrayList<>();
        for (String network : networks) {
            try (StyleTransfer transfer = StyleTransfer.open(
                    Models.standard().open(network), StyleTransfer.UNLIMITED, device.execution(err))) {
                for (Variant variant : variants) {
                    if (variant.network().equals(network)) {
                        TransferOutcome painted = transfer.paint(
                                variant.options(),
                                pictures.content(),
                                pictures.styles(),
                                pictures.guides(),
                                Optional.empty(),
                                Optional.empty(),
                                TransferListener.none());
                        Layer layer = new Layer(painted.picture(), pictures.opacity());
                        cells.add(new ContactSheet.Cell(variant.label(), layer.overWhite()));
                        keep(cells.size(), layer);
                        err.printf(
                                Locale.ROOT,
                                "%d of %d: %s, %.2f s%n",
                                cells.size(),
                                variants.size(),
                                variant.label(),
                                painted.report().seconds());
                        err.flush();
                    }
                }
            }
        }
        return cells;
    }

    private void keep(int place, Layer painted) {
        if (folder != null) {
            String name = String.format(Locale.ROOT, "%s-%02d.png", new OutputFile(out).stem(), place);
            new OutputFile(folder.resolve(name)).write(new ImageCodec().encode(painted, PictureFormat.PNG, 1));
        }
    }
}
