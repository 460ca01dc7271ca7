package io.impasto.engine.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.impasto.engine.colour.Adjustment;
import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Layer;
import io.impasto.engine.image.Picture;
import io.impasto.engine.image.PictureFormat;
import io.impasto.engine.image.Resampling;

/** {@code impasto adjust}: other colours for a painting, as the service's renditions and the page have them. */
@Command(
        name = "adjust",
        sortOptions = false,
        description = {
            "Changes the colours of a finished painting, in this order: a blend with the photograph, hue, saturation, brightness, contrast.",
            "What comes of it is no longer what its manifest tells of, so it bears none."
        },
        footer = {
            "%nExample:",
            "  impasto adjust painting.png --saturation 1.3 --contrast 1.1 --out vivid.png",
            "  impasto adjust painting.png --original photo.jpg --blend 0.3 --out softer.png"
        })
final class AdjustCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "PAINTING", description = "The picture to change. Required.")
    private Path painting;

    @Option(
            names = "--original",
            paramLabel = "FILE",
            description = "The photograph, for --blend; it is brought to the painting's size. Default: none.")
    private Path original;

    @Option(
            names = "--blend",
            paramLabel = "X",
            description = "The photograph's share of what is seen, 0 to 1. Default: 0.")
    private double blend = Adjustment.NONE.blend();

    @Option(
            names = "--hue",
            paramLabel = "DEGREES",
            description = "Turns every colour, -180 to 180 degrees. Default: 0.")
    private double hue = Adjustment.NONE.hue();

    @Option(names = "--saturation", paramLabel = "X", description = "0 to 2; 0 is grey, 1 changes nothing. Default: 1.")
    private double saturation = Adjustment.NONE.saturation();

    @Option(
            names = "--brightness",
            paramLabel = "X",
            description = "0 to 2; 0 is black, 1 changes nothing. Default: 1.")
    private double brightness = Adjustment.NONE.brightness();

    @Option(
            names = "--contrast",
            paramLabel = "X",
            description = "0 to 2; 0 is one grey, 1 changes nothing. Default: 1.")
    private double contrast = Adjustment.NONE.contrast();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where it goes; .png, .jpg, .jpeg, .webp, .tif or .tiff. Required.")
    private Path out;

    @Option(
            names = "--quality",
            paramLabel = "X",
            description = "Of a JPEG or WebP, 0 to 1; a WebP of 1 is lossless. Default: 0.92.")
    private float quality = 0.92f;

    private final ImageCodec codec = new ImageCodec();

    @Override
    public Integer call() {
        Adjustment adjustment = adjustment();
        if (adjustment.blends() && original == null) {
            throw Failure.usage("--blend needs the photograph: --original FILE");
        }
        if (!adjustment.blends() && original != null) {
            throw Failure.usage("--original is only looked at with a --blend above 0");
        }
        OutputFile to = new OutputFile(out);
        PictureFormat format = to.format("--out");
        if (!(quality >= 0 && quality <= 1)) {
            throw Failure.usage("--quality lies between 0 and 1, not " + quality);
        }
        to.check();
        codec.requireWritable(format);
        Layer painted = InputImage.layer(painting, Integer.MAX_VALUE);
        Picture adjusted =
                adjustment.of(painted.picture(), Optional.ofNullable(original).map(any -> photograph(painted)));
        to.write(codec.encode(new Layer(adjusted, painted.opacity()), format, quality));
        spec.commandLine().getOut().println(out);
        spec.commandLine().getOut().flush();
        return Exit.OK;
    }

    private Adjustment adjustment() {
        try {
            return new Adjustment(blend, hue, saturation, brightness, contrast);
        } catch (IllegalArgumentException outside) {
            throw Failure.usage("--" + outside.getMessage());
        }
    }

    /** Over white, as the painting is if nothing of it is transparent. */
    private Picture photograph(Layer painted) {
        Picture photograph = painted.opacity().isPresent()
                ? InputImage.layer(original, Integer.MAX_VALUE).picture()
                : InputImage.read(original, Integer.MAX_VALUE);
        Picture picture = painted.picture();
        Shape.require(photograph, painting, picture);
        return Resampling.resize(photograph, picture.width(), picture.height());
    }
}
