package io.impasto.engine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.impasto.engine.image.GifWriter;
import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.ImageException;
import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.transfer.Directive;
import io.impasto.engine.transfer.StyleTransfer;
import io.impasto.engine.transfer.TransferOptions;
import io.impasto.engine.video.FilmOptions;
import io.impasto.engine.video.FilmPainter;
import io.impasto.engine.video.Footage;
import io.impasto.engine.video.NoFrames;
import io.impasto.engine.video.PaintedFrame;

/** {@code impasto video}: frames that hang together. */
@Command(
        name = "video",
        sortOptions = false,
        description = {
            "Paints an animated GIF or WebP or a sequence of pictures, each frame from the one before as the optical flow moves it, so that brush strokes stay on what they paint.",
            "Transparent parts of frames and styles are painted as white."
        },
        footer = {
            "%nExample:",
            "  impasto video clip.gif --style art.jpg --out painted.gif",
            "  impasto video frames --style art.jpg --out painted",
            "  impasto video frames/frame-%%04d.png --style art.jpg --out painted.gif --fps 12.5"
        })
final class VideoCommand implements Callable<Integer> {
    private static final int HUNDREDTHS = 100;
    private static final double USUAL_WEIGHT = 0.5;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "FRAMES",
            description =
                    "An animated GIF or WebP, a folder of pictures in the order of their names, or a pattern such as frame-%%04d.png.")
    private Path frames;

    @Option(
            names = "--style",
            required = true,
            paramLabel = "FILE",
            description = "How they are painted; 1 to 8, give the option again for each. Required.")
    private List<Path> styles;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE|FOLDER",
            description = "A .gif, or a folder for one PNG per frame, made if it is not there. Required.")
    private Path out;

    @Option(
            names = "--temporal-weight",
            paramLabel = "X",
            description =
                    "What a change of 10 grey levels since the frame before costs, in final losses of the first frame, 0 to 10000. Default: 0.5.")
    private Double temporalWeight;

    @Option(
            names = "--frame-evaluations",
            paramLabel = "N",
            description =
                    "Evaluations of each frame after the first, 1 to 10000. Default: a quarter of those of the first.")
    private Integer frameEvaluations;

    @Option(
            names = "--independent",
            description = "Paint each frame by itself, to compare. Default: each goes on from the one before.")
    private boolean independent;

    @Option(
            names = "--fps",
            paramLabel = "X",
            description =
                    "Frames per second of a GIF from single pictures, 0.1 to 100. Default: 10; those of an animation keep their own.")
    private Double fps;

    @Mixin
    private TransferFlags flags;

    @Mixin
    private DeviceFlags device;

    @Mixin
    private MemoryFlags memory;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress, only errors. Default: a line for each frame.")
    private boolean quiet;

    private final Interruption interruption;

    VideoCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    /** Where painted frames go. */
    private interface Target {
        void add(Picture painted, Footage.Frame frame) throws IOException;

        /** @param done how many frames there are by now */
        default Failure interrupted(int done) {
            return Failure.interrupted();
        }
    }

    /** One PNG per frame; what is there when it is interrupted stays. */
    private record Folder(Path path) implements Target {
        @Override
        public void add(Picture painted, Footage.Frame frame) {
            new OutputFile(path.resolve(frame.name() + ".png")).write(new ImageCodec().encodePng(painted));
        }

        @Override
        public Failure interrupted(int done) {
            return done == 0 ? Failure.interrupted() : Failure.interrupted(done, path);
        }
    }

    @Override
    public Integer call() {
        TransferOptions options = flags.toOptions(false);
        InputFiles.requireFewStyles(styles);
        if (fps != null && !(fps >= 0.1 && fps <= HUNDREDTHS)) {
            throw Failure.usage("--fps lies between 0.1 and 100, not " + fps);
        }
        if (independent && (temporalWeight != null || frameEvaluations != null)) {
            throw Failure.usage((temporalWeight != null ? "--temporal-weight" : "--frame-evaluations")
                    + " says how frames go on from each other, and --independent that they do not");
        }
        OutputFile target = new OutputFile(out);
        boolean gif = target.extension().equals("gif") && !Files.isDirectory(out);
        if (fps != null && !gif) {
            throw Failure.usage("--fps goes with a .gif; single pictures have no time");
        }
        check(target, gif);

        FeatureNetwork network = Models.standard().open(flags.network(Optional.empty()));
        TransferOptions resolved = options.resolve(network);
        int size = resolved.size();
        int later = frameEvaluations != null ? frameEvaluations : Math.max(1, resolved.evaluations() / 4);
        FilmOptions film = new FilmOptions(
                temporalWeight != null ? temporalWeight : USUAL_WEIGHT,
                later,
                Math.max(1, resolved.evaluations() / 2),
                independent);
        List<Picture> read = styles.stream()
                .map(style -> InputImage.read(style, resolved.styleSide(size)))
                .toList();
        PrintWriter err = spec.commandLine().getErr();
        try (Footage footage = Footage.open(frames, size);
                StyleTransfer transfer = StyleTransfer.open(network, memory.budget(), device.execution(err))) {
            interruption.stopsBy(transfer::stop);
            FilmPainter painter = new FilmPainter(transfer, options, film, read);
            if (gif) {
                target.write(file -> {
                    try (GifWriter writer = new GifWriter(file, footage.loops())) {
                        paint(footage, painter, (painted, frame) -> writer.add(painted, delay(frame)));
                    }
                });
            } else {
                Files.createDirectories(out);
                paint(footage, painter, new Folder(out));
            }
        } catch (NoFrames none) {
            throw Failure.badInput(none.getMessage(), none);
        } catch (ImageException damaged) {
            throw Failure.badInput(frames + ": " + damaged.getMessage(), damaged);
        } catch (IOException e) {
            throw Failure.cannotWrite(out.toString(), e);
        } catch (UncheckedIOException e) {
            throw Failure.badInput(frames + ": " + Failure.reason(e.getCause()), e);
        }
        spec.commandLine().getOut().println(out);
        spec.commandLine().getOut().flush();
        return Exit.OK;
    }

    private void check(OutputFile target, boolean gif) {
        if (gif) {
            target.check();
        } else if (!target.extension().isEmpty() && !Files.isDirectory(out)) {
            throw Failure.usage("--out must end in .gif or be a folder, not '" + out.getFileName() + "'");
        } else if (Files.isRegularFile(out)) {
            throw Failure.cannotWrite(out.toString(), new IOException("it is a file, not a folder"));
        }
    }

    private int delay(Footage.Frame frame) {
        return frame.delay().filter(own -> fps == null).orElseGet(() ->
                (int) Math.round(HUNDREDTHS / (fps == null ? 10 : fps)));
    }

    private void paint(Footage footage, FilmPainter painter, Target target) throws IOException {
        long begun = System.nanoTime();
        double flicker = 0;
        int compared = 0;
        int done = 0;
        while (footage.hasNext()) {
            Footage.Frame frame = footage.next();
            int before = done;
            PaintedFrame painted = painter.paint(
                            frame.picture(),
                            evaluation -> interruption.requested() ? Directive.STOP : Directive.CONTINUE)
                    .filter(any -> !interruption.requested())
                    .orElseThrow(() -> target.interrupted(before));
            target.add(painted.picture(), frame);
            done++;
            if (painted.flicker().isPresent()) {
                flicker += painted.flicker().getAsDouble();
                compared++;
            }
            say(line(painted, done, footage.count()));
        }
        say(String.format(
                Locale.ROOT,
                "painted %d frames in %.1f s%s",
                done,
                (System.nanoTime() - begun) / 1e9,
                compared == 0 ? "" : String.format(Locale.ROOT, ", flicker %.2f grey levels", flicker / compared)));
    }

    private static String line(PaintedFrame painted, int number, int count) {
        StringBuilder line = new StringBuilder();
        line.append(String.format(
                Locale.ROOT,
                "frame %d/%d: %d evaluations, loss %.4g",
                number,
                count,
                painted.evaluations(),
                painted.losses().total()));
        if (painted.losses().temporal() > 0) {
            line.append(String.format(
                    Locale.ROOT, ", temporal %.3g", painted.losses().temporal()));
        }
        if (number > 1) {
            line.append(String.format(Locale.ROOT, ", %.0f %% known", 100 * painted.known()));
        }
        painted.flicker().ifPresent(flicker -> line.append(String.format(Locale.ROOT, ", flicker %.2f", flicker)));
        if (number > 1 && painted.fresh() && painted.flicker().isEmpty()) {
            line.append(", a new scene");
        }
        return line.toString();
    }

    private void say(String line) {
        if (!quiet) {
            spec.commandLine().getErr().println(line);
            spec.commandLine().getErr().flush();
        }
    }
}
