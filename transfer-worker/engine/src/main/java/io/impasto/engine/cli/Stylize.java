package io.impasto.engine.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.replay.Manifest;
import io.impasto.engine.transfer.Checkpoint;
import io.impasto.engine.transfer.CheckpointRefused;
import io.impasto.engine.transfer.Plan;
import io.impasto.engine.transfer.StyleTransfer;
import io.impasto.engine.transfer.TransferOptions;
import io.impasto.engine.transfer.TransferOutcome;
import io.impasto.engine.transfer.TransferReport;

/** {@code impasto stylize}: one painting. */
@Command(
        name = "stylize",
        sortOptions = false,
        description = "Paints the content image in the manner of one or more style images.",
        footer = {
            "%nExample:",
            "  impasto stylize --content photo.jpg --style art.jpg --out painting.png",
            "  impasto stylize --content photo.jpg --style a.jpg --style b.jpg --style-weights 3,1 --out c.png",
            "  impasto stylize --content photo.jpg --style art.jpg --out painting.png --checkpoint half.done",
            "  impasto stylize --content photo.jpg --style art.jpg --out painting.png --resume half.done"
        })
final class Stylize implements Callable<Integer> {

    private static final int MOST_STYLES = 8;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--content",
            required = true,
            paramLabel = "FILE",
            description = "What is seen: JPEG, PNG, WebP, GIF, BMP or TIFF. Required.")
    private Path content;

    @Option(
            names = "--style",
            required = true,
            paramLabel = "FILE",
            description = "How it is painted; 1 to 8, give the option again for each. Required.")
    private List<Path> styles;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The painting; .png, .jpg or .jpeg. Required.")
    private Path out;

    @Option(names = "--quality", paramLabel = "X", description = "Of a JPEG, 0 to 1. Default: 0.92.")
    private float quality = 0.92f;

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

    @Option(
            names = "--start-image",
            paramLabel = "FILE",
            description = "Start from this picture; implies --start image. Default: none.")
    private Path startImage;

    @Mixin
    private TransferFlags flags;

    @Mixin
    private CheckpointFlags checkpoints;

    @Mixin
    private DeviceFlags device;

    @Option(
            names = "--steps-per-run",
            paramLabel = "N",
            description =
                    "Optimiser steps of lbfgs or adam that stay on the device until it answers, 1 to 1000. Default: 10 on CUDA, else 1.")
    private Integer stepsPerRun;

    @Mixin
    private MemoryFlags memory;

    @Option(
            names = "--dry-run",
            description =
                    "Time a few small evaluations, print what painting would take, and paint nothing. Default: paint.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the plan of --dry-run as JSON. Default: lines for a person.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress, only errors. Default: a progress bar on a terminal, else plain lines.")
    private boolean quiet;

    private final Interruption interruption;

    Stylize(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        TransferOptions given = flags.toOptions(startImage != null);
        if (styles.size() > MOST_STYLES) {
            throw Failure.usage("--style can be given " + MOST_STYLES + " times at most, not " + styles.size());
        }
        OutputFile painting = new OutputFile(out);
        checkFormat(painting);
        painting.check();
        Optional<OutputFile> table = Optional.ofNullable(losses).map(OutputFile::new);
        table.ifPresent(OutputFile::check);
        Optional<OutputFile> account = Optional.ofNullable(report).map(OutputFile::new);
        account.ifPresent(OutputFile::check);

        Optional<OutputFile> recipe = Optional.ofNullable(manifest).map(OutputFile::new);
        recipe.ifPresent(OutputFile::check);
        Optional<OutputFile> kept = checkpoints.file();

        Optional<Checkpoint> resumed = checkpoints.resumed();
        TransferOptions options =
                resumed.map(checkpoint -> given.over(checkpoint.options())).orElse(given);
        FeatureNetwork network = Models.standard()
                .open(flags.network(
                        resumed.map(checkpoint -> checkpoint.options().network())));
        int size = options.resolve(network).size();
        InputFiles.Pictures pictures = new InputFiles(content, styles, Optional.ofNullable(startImage)).read(size);

        Optional<TransferReport> painted = paint(network, options, pictures, resumed, painting, recipe, table, kept);
        painted.ifPresent(told -> account.ifPresent(file -> file.write(QualityText.pretty(told.toJson()))));
        if (!quiet) {
            painted.ifPresent(this::summarise);
        }
        return Exit.OK;
    }

    /** Empty if nothing was to be painted. */
    private Optional<TransferReport> paint(
            FeatureNetwork network,
            TransferOptions options,
            InputFiles.Pictures pictures,
            Optional<Checkpoint> resumed,
            OutputFile painting,
            Optional<OutputFile> recipe,
            Optional<OutputFile> table,
            Optional<OutputFile> kept) {
        PrintWriter err = spec.commandLine().getErr();
        try (StyleTransfer transfer = StyleTransfer.open(network, memory.budget(), device.execution(stepsPerRun, err));
                Progress progress = Progress.to(err, quiet)) {
            // Timing it takes a moment, for those who ask.
            Optional<Plan> plan = dryRun || memory.isStated()
                    ? Optional.of(transfer.plan(options, pictures.content(), pictures.styles(), pictures.startImage()))
                    : Optional.empty();
            if (dryRun) {
                print(plan.orElseThrow());
                return Optional.empty();
            }
            interruption.stopsBy(transfer::stop);
            Keeping keeping = new Keeping(progress, interruption, kept, checkpoints.due(System::nanoTime), err);
            TransferOutcome outcome = transfer.paint(
                    options, pictures.content(), pictures.styles(), pictures.startImage(), resumed, keeping);
            if (!outcome.finished() || interruption.requested()) {
                throw keeping.kept().isPresent()
                        ? Failure.interrupted(
                                kept.orElseThrow().path(), keeping.kept().getAsInt())
                        : Failure.interrupted();
            }
            Manifest made = Manifest.of(transfer.execution(), pictures.described(), outcome);
            painting.write(encode(painting, outcome.picture(), made));
            recipe.ifPresent(file -> file.write(QualityText.pretty(made.toJson())));
            table.ifPresent(file -> file.write(outcome.report().toCsv().getBytes(StandardCharsets.UTF_8)));
            plan.filter(any -> !quiet).ifPresent(expected -> say(PlanText.outcome(expected, outcome.report())));
            return Optional.of(outcome.report());
        } catch (CheckpointRefused refused) {
            throw checkpoints.refused(refused);
        }
    }

    private void print(Plan plan) {
        spec.commandLine().getOut().println(json ? PlanText.json(plan) : PlanText.lines(plan));
        spec.commandLine().getOut().flush();
    }

    private void say(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    private void checkFormat(OutputFile painting) {
        if (Stream.of("png", "jpg", "jpeg").noneMatch(painting.extension()::equals)) {
            throw Failure.usage("--out must end in .png, .jpg or .jpeg, not '" + out.getFileName() + "'");
        }
        if (!(quality >= 0 && quality <= 1)) {
            throw Failure.usage("--quality lies between 0 and 1, not " + quality);
        }
    }

    private byte[] encode(OutputFile painting, Picture picture, Manifest made) {
        ImageCodec codec = new ImageCodec();
        return painting.extension().equals("png")
                ? codec.encodePng(picture, Manifest.KEYWORD, made.toJson().toString())
                : codec.encodeJpeg(picture, quality);
    }

    private void summarise(TransferReport report) {
        for (TransferReport.Rollback rollback : report.rollbacks()) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            Locale.ROOT,
                            "evaluation %d was taken back: %s; steps are now scaled by %.3g%n",
                            rollback.evaluation(),
                            rollback.reason(),
                            rollback.stepScale());
        }
        spec.commandLine()
                .getErr()
                .printf(
                        Locale.ROOT,
                        "painted %d x %d with %s on %s: %d evaluations in %.1f s (%.1f/s), loss %.5g%n",
                        report.width(),
                        report.height(),
                        networks(report),
                        report.execution(),
                        report.evaluations().size(),
                        report.seconds(),
                        report.evaluationsPerSecond(),
                        report.losses().total());
        report.quality().ifPresent(judged -> spec.commandLine().getErr().println(QualityText.line(judged)));
        spec.commandLine().getErr().flush();
        spec.commandLine().getOut().println(out);
        spec.commandLine().getOut().flush();
    }

    /** The network of the result, and what painted before it. */
    private static String networks(TransferReport report) {
        String before = report.stages().stream()
                .map(TransferReport.Stage::network)
                .filter(network -> !network.equals(report.network()))
                .distinct()
                .collect(Collectors.joining(", "));
        return before.isEmpty() ? report.network() : report.network() + " after " + before;
    }
}
