package io.impasto.engine.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import picocli.CommandLine.Option;

import io.impasto.engine.image.PictureFormat;

/** What a painting leaves behind, as flags. */
final class OutputFlags {

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "The painting; .png, .jpg, .jpeg, .webp, .tif or .tiff. Default: none; this or --out-dir is required.")
    private Path out;

    @Option(
            names = "--out-dir",
            paramLabel = "DIR",
            description =
                    "A folder for the paintings of several contents, each of its content's name. One that fails does not stop the others. Default: none.")
    private Path folder;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "What the painting is written as: ${COMPLETION-CANDIDATES}; png16 and tiff16 have 16 bits per channel. Default: by the ending of --out, png with --out-dir.")
    private PictureFormat format;

    @Option(
            names = "--quality",
            paramLabel = "X",
            description = "Of a JPEG or WebP, 0 to 1; a WebP of 1 is lossless. Default: 0.92.")
    private float quality = 0.92f;

    @Option(
            names = "--save-every",
            paramLabel = "N",
            description =
                    "Also keep the picture after every N evaluations, at least 1, beside the painting: painting.0050.png. Default: not kept.")
    private Integer saveEvery;

    @Option(
            names = "--gif",
            paramLabel = "FILE",
            description = "Also write the way to the painting as an animated GIF. Default: not written.")
    private Path gif;

    @Option(
            names = "--losses",
            paramLabel = "FILE",
            description = "Also write every evaluation's losses as CSV. Default: not written.")
    private Path losses;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Also write what happened as JSON: options as they took effect, network, losses, quality. Default: not written.")
    private Path report;

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description =
                    "Also write the manifest, by which 'impasto replay' paints the same again, as JSON; a PNG bears it in itself. Default: not written.")
    private Path manifest;

    /** Whether there may be several paintings. */
    boolean several() {
        return folder != null;
    }

    /** What becomes of each content; refuses what can't be written, before any work is done. */
    List<Outputs> of(List<Path> contents) {
        if ((out == null) == (folder == null)) {
            throw Failure.usage(
                    out == null
                            ? "--out FILE is missing (or --out-dir DIR for several contents)"
                            : "--out and --out-dir exclude each other");
        }
        if (!(quality >= 0 && quality <= 1)) {
            throw Failure.usage("--quality lies between 0 and 1, not " + quality);
        }
        if (saveEvery != null && saveEvery < 1) {
            throw Failure.usage("--save-every must be at least 1, not " + saveEvery);
        }
        List<Outputs> outputs = folder == null ? List.of(single(contents)) : each(contents);
        outputs.forEach(Outputs::check);
        return outputs;
    }

    private Outputs single(List<Path> contents) {
        if (contents.size() != 1) {
            throw Failure.usage("--out is one painting, but there are " + contents.size()
                    + " contents: --out-dir DIR takes them all");
        }
        OutputFile painting = new OutputFile(out);
        PictureFormat byEnding = painting.format("--out");
        if (format != null && !format.hasEnding(painting.extension())) {
            throw Failure.usage("--format " + format + " is for files that end in ." + format.ending() + ", not '"
                    + out.getFileName() + "'");
        }
        return new Outputs(
                painting,
                format == null ? byEnding : format,
                quality,
                file(losses),
                file(report),
                file(manifest),
                file(gif),
                Optional.ofNullable(saveEvery));
    }

    private List<Outputs> each(List<Path> contents) {
        if (Stream.of(gif, losses, report, manifest).anyMatch(file -> file != null)) {
            throw Failure.usage(
                    "--gif, --losses, --report and --manifest are of one painting: they go with --out; --json tells of all");
        }
        List<Outputs> outputs = new ArrayList<>();
        PictureFormat each = format == null ? PictureFormat.PNG : format;
        for (Path place : Contents.places(contents, folder, each.ending())) {
            outputs.add(new Outputs(
                    new OutputFile(place),
                    each,
                    quality,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.ofNullable(saveEvery)));
        }
        return outputs;
    }

    private static Optional<OutputFile> file(Path path) {
        return Optional.ofNullable(path).map(OutputFile::new);
    }
}
