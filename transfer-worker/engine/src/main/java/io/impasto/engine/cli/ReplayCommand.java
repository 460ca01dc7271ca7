package io.impasto.engine.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.impasto.engine.device.Execution;
import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.ImageException;
import io.impasto.engine.image.ImageFormat;
import io.impasto.engine.image.Layer;
import io.impasto.engine.image.PictureFormat;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.network.NetworkException;
import io.impasto.engine.replay.Manifest;
import io.impasto.engine.replay.ManifestException;
import io.impasto.engine.replay.Replay;
import io.impasto.engine.transfer.StyleTransfer;
import io.impasto.engine.transfer.TransferOutcome;

/** {@code impasto replay}: paints again by a manifest, and says whether the same came of it. */
@Command(
        name = "replay",
        sortOptions = false,
        description = {
            "Paints a painting once more, by the manifest in its PNG or beside it, and says whether the same pixels came of it.",
            "On the processor they do, with the same inputs, network and versions; what differs is named. Exit code 7: other pixels."
        },
        footer = {
            "%nExample:",
            "  impasto replay painting.png",
            "  impasto replay manifest.json --images ~/Pictures --out again.png"
        })
final class ReplayCommand implements Callable<Integer> {

    /** ISO media (MP4, MOV), Matroska and WebM, AVI. */
    private static final Pattern FILM = Pattern.compile(".{4}ftyp|\\x1aE\\xdf\\xa3|RIFF.{4}AVI ", Pattern.DOTALL);

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = "A painting (.png) that Impasto made, or the manifest of one (.json).")
    private Path file;

    @Option(
            names = "--content",
            paramLabel = "FILE",
            description = "The content image. Default: looked for by its SHA-256.")
    private Path content;

    @Option(
            names = "--style",
            paramLabel = "FILE",
            description = "A style image, as often as there were styles. Default: looked for by its SHA-256.")
    private List<Path> styles = List.of();

    @Option(
            names = "--start-image",
            paramLabel = "FILE",
            description = "What it was started from. Default: looked for by its SHA-256.")
    private Path startImage;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description =
                    "A folder to look for the images in; can be given again. Default: that of FILE, and the current one.")
    private List<Path> folders = List.of();

    @Option(
            names = {"--network", "--model"},
            paramLabel = "NAME|FILE",
            description = "The network that painted. Default: that of the manifest's name.")
    private String network;

    @Option(names = "--out", paramLabel = "FILE", description = "Keep what was painted; .png. Default: only compared.")
    private Path out;

    @Mixin
    private DeviceFlags device;

    @Mixin
    private MemoryFlags memory;

    @Option(names = "--json", description = "Print JSON. Default: lines for a person.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress. Default: a progress bar on a terminal, else plain lines.")
    private boolean quiet;

    private final Interruption interruption;
    private final ImageCodec codec = new ImageCodec();

    ReplayCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    /**
     * What came of it.
     *
     * @param pixels whether they are the same; empty where the manifest does not say what they were
     * @param file whether the PNG is the same byte for byte; empty where there is none to compare with
     */
    private record Verdict(Optional<Boolean> pixels, Optional<Boolean> file, List<String> differences) {}

    @Override
    public Integer call() {
        Optional<OutputFile> kept = Optional.ofNullable(out).map(OutputFile::new);
        kept.ifPresent(to -> {
            if (!to.extension().equals("png")) {
                throw Failure.usage("--out must end in .png, not '" + out.getFileName() + "'");
            }
            to.check();
        });
        byte[] bytes = bytes();
        Manifest manifest = manifest(bytes);
        Replay replay = new Replay(manifest);
        FeatureNetwork painting = network(replay, manifest);
        InputFiles inputs = inputs(manifest);

        PrintWriter err = spec.commandLine().getErr();
        Execution execution = replay.execution(device.execution(err));
        try (StyleTransfer transfer = StyleTransfer.open(painting, memory.budget(), execution);
                Progress progress = Progress.to(err, quiet)) {
            InputFiles.Pictures pictures = inputs.read(
                    manifest.options().size(),
                    manifest.options().styleSide(manifest.options().size()));
            interruption.stopsBy(transfer::stop);
            Keeping keeping = new Keeping(progress, interruption, Optional.empty(), any -> false, err);
            TransferOutcome outcome = replay.paint(
                    transfer, pictures.content(), pictures.styles(), pictures.guides(), pictures.startImage(), keeping);
            if (!outcome.finished() || interruption.requested()) {
                throw Failure.interrupted();
            }
            Manifest now = Manifest.of(execution, described(pictures, manifest), outcome);
            byte[] png = codec.encode(
                    new Layer(outcome.picture(), pictures.opacity()),
                    PictureFormat.PNG,
                    1,
                    Manifest.KEYWORD,
                    now.toJson().toString());
            kept.ifPresent(to -> to.write(png));
            return say(new Verdict(
                    manifest.pixels().map(then -> then.equals(now.pixels().orElseThrow())),
                    isPng(bytes) ? Optional.of(Arrays.equals(bytes, png)) : Optional.empty(),
                    replay.differences(now)));
        }
    }

    private int say(Verdict verdict) {
        PrintWriter to = spec.commandLine().getOut();
        boolean other = verdict.pixels().filter(same -> !same).isPresent();
        if (json) {
            ObjectNode object = new ObjectMapper().createObjectNode();
            verdict.pixels().ifPresent(same -> object.put("samePixels", same));
            verdict.file().ifPresent(same -> object.put("sameFile", same));
            verdict.differences().forEach(object.putArray("differences")::add);
            Optional.ofNullable(out).ifPresent(path -> object.put("out", path.toString()));
            to.print(new String(QualityText.pretty(object), StandardCharsets.UTF_8));
        } else {
            to.println(verdict(verdict));
            verdict.differences().forEach(difference -> to.println("  " + difference));
            if (other && verdict.differences().isEmpty()) {
                to.println("  nothing that the manifest tells of differs");
            }
        }
        to.flush();
        return other ? Exit.DIFFERENT : Exit.OK;
    }

    private static String verdict(Verdict verdict) {
        if (verdict.pixels().isEmpty()) {
            return "painted; the manifest does not say what the pixels were";
        }
        if (!verdict.pixels().get()) {
            return "other pixels";
        }
        return verdict.file()
                .map(same -> same
                        ? "the same file, byte for byte"
                        : "the same pixels; the file around them is written otherwise")
                .orElse("the same pixels");
    }

    private byte[] bytes() {
        if (Files.isDirectory(file)) {
            throw Failure.badInput(file + ": is a folder, neither a painting nor a manifest", null);
        }
        try {
            refuseWhatBearsNothing();
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw Failure.badInput(file + ": " + Failure.reason(e), e);
        }
    }

    /** By the first bytes alone, for a film may be too long to be read. */
    private void refuseWhatBearsNothing() throws IOException {
        byte[] first;
        try (InputStream stream = Files.newInputStream(file)) {
            first = stream.readNBytes(ImageFormat.SIGNATURE_LENGTH);
        }
        ImageFormat format = ImageFormat.of(first).orElse(null);
        if (format == ImageFormat.GIF
                || FILM.matcher(new String(first, StandardCharsets.ISO_8859_1)).lookingAt()) {
            throw Failure.badInput(
                    file + ": an animation or a film bears no manifest; to have it again, run the command that made it",
                    null);
        }
        if (format != null && format != ImageFormat.PNG) {
            throw Failure.badInput(
                    file + ": of all pictures only a PNG bears a manifest; give the .json that --manifest wrote beside",
                    null);
        }
    }

    private static boolean isPng(byte[] bytes) {
        return bytes.length > 4 && bytes[0] == (byte) 0x89 && bytes[1] == 'P' && bytes[2] == 'N' && bytes[3] == 'G';
    }

    private Manifest manifest(byte[] bytes) {
        try {
            byte[] text = isPng(bytes)
                    ? codec.textOfPng(bytes, Manifest.KEYWORD)
                            .orElseThrow(() -> Failure.badInput(
                                    file
                                            + ": this PNG bears no manifest; Impasto did not paint it, it was saved anew, or it is a frame of a film",
                                    null))
                            .getBytes(StandardCharsets.UTF_8)
                    : bytes;
            return Manifest.read(text);
        } catch (ManifestException | ImageException unusable) {
            throw Failure.badInput(file + ": " + unusable.getMessage(), unusable);
        }
    }

    private FeatureNetwork network(Replay replay, Manifest manifest) {
        FeatureNetwork opened = network != null ? Models.standard().open(network) : recorded(manifest.network());
        try {
            replay.require(opened);
        } catch (ManifestException other) {
            throw Failure.badInput(other.getMessage(), other);
        }
        return opened;
    }

    /** By the name that it had where it painted, which need not be known here. */
    private static FeatureNetwork recorded(Manifest.Network painted) {
        try {
            return Models.standard().named(painted.name());
        } catch (NetworkException unknown) {
            throw Failure.badInput(
                    unknown.getMessage() + "; --network FILE names the one of SHA-256 " + painted.sha256(), unknown);
        }
    }

    private InputFiles inputs(Manifest manifest) {
        if (!styles.isEmpty() && styles.size() != manifest.styles().size()) {
            throw Failure.usage("--style must be given " + manifest.styles().size()
                    + " times, once for each style, not " + styles.size());
        }
        ImageSearch search = new ImageSearch(folders(), manifest.names());
        List<Path> found = new ArrayList<>();
        for (int i = 0; i < manifest.styles().size(); i++) {
            Path given = styles.isEmpty() ? null : styles.get(i);
            found.add(search.find("--style", given, manifest.styles().get(i)));
        }
        return new InputFiles(
                search.find("--content", content, manifest.content()),
                found,
                Optional.ofNullable(manifest.options().startImage())
                        .map(sha256 -> search.find("--start-image", startImage, sha256)),
                GuideFiles.of(manifest.options(), sha256 -> search.find(ImageSearch.FOLDERS, null, sha256)));
    }

    private List<Path> folders() {
        if (!folders.isEmpty()) {
            return folders;
        }
        Path beside = file.toAbsolutePath().getParent();
        return List.of(beside, Path.of("").toAbsolutePath());
    }

    /** Under the names that the manifest has, so that the same painting has the same file. */
    private static Manifest.Inputs described(InputFiles.Pictures pictures, Manifest manifest) {
        Manifest.Inputs now = pictures.described();
        return new Manifest.Inputs(now.content(), now.styles(), now.startImage(), manifest.names());
    }
}
