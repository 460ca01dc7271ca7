package io.impasto.engine.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

/** {@code impasto stylize}: one painting, or one after the other. */
@Command(
        name = "stylize",
        sortOptions = false,
        customSynopsis = {
            "impasto stylize --content FILE --style FILE... --out FILE [OPTION...]",
            "       impasto stylize --content FILE|DIR... --style FILE... --out-dir DIR [OPTION...]"
        },
        description = "Paints the content image in the manner of one or more style images.",
        footer = {
            "%nExample:",
            "  impasto stylize --content photo.jpg --style art.jpg --out painting.png",
            "  impasto stylize --content photo.jpg --style a.jpg --style b.jpg --style-weights 3,1 --out c.png",
            "  impasto stylize --content photo.jpg --style sky.jpg --style sea.jpg --content-mask sky.png --content-mask sea.png --out d.png",
            "  impasto stylize --content photo.jpg --style art.jpg --out painting.png --checkpoint half.done",
            "  impasto stylize --content photo.jpg --style art.jpg --out painting.png --resume half.done",
            "  impasto stylize --content holidays --style art.jpg --out-dir paintings"
        })
final class Stylize implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--content",
            required = true,
            paramLabel = "FILE|DIR",
            description =
                    "What is seen: JPEG, PNG, WebP, GIF, BMP or TIFF. With --out-dir it can be given again, and be a folder. Required.")
    private List<Path> contents;

    @Option(
            names = "--style",
            required = true,
            paramLabel = "FILE",
            description = "How it is painted; 1 to 8, give the option again for each. Required.")
    private List<Path> styles;

    @Mixin
    private OutputFlags outputs;

    @Option(
            names = "--start-image",
            paramLabel = "FILE",
            description = "Start from this picture; implies --start image. Default: none.")
    private Path startImage;

    @Mixin
    private GuideFlags guides;

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

    @Option(
            names = "--json",
            description = "Print the plan of --dry-run, or what was painted, as JSON. Default: lines for a person.")
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
        TransferOptions given = guides.files().in(flags.toOptions(startImage != null));
        InputFiles.requireFewStyles(styles);
        List<Path> what = Contents.of(contents);
        List<Outputs> where = outputs.of(what);
        if (outputs.several() && (dryRun || checkpoints.given())) {
            throw Failure.usage("--dry-run, --checkpoint and --resume are of one painting: they go with --out");
        }
        Optional<OutputFile> kept = checkpoints.file();

        Optional<Checkpoint> resumed = checkpoints.resumed();
        TransferOptions options =
                resumed.map(checkpoint -> given.over(checkpoint.options())).orElse(given);
        FeatureNetwork network = Models.standard()
                .open(flags.network(
                        resumed.map(checkpoint -> checkpoint.options().network())));
        int size = options.resolve(network).size();
        PrintWriter err = spec.commandLine().getErr();
        Batch batch = new Batch(err, quiet);
        try (StyleTransfer transfer =
                StyleTransfer.open(network, memory.budget(), device.execution(stepsPerRun, err))) {
            if (dryRun) {
                print(plan(transfer, options, pictures(what.get(0), options, size)));
                return Exit.OK;
            }
            Batch.Work work =
                    (content, out) -> paint(transfer, options, pictures(content, options, size), out, resumed, kept);
            if (outputs.several()) {
                batch.all(what, where, work);
            } else {
                batch.only(what.get(0), where.get(0), work);
            }
        }
        if (json) {
            print(new String(QualityText.pretty(batch.toJson()), StandardCharsets.UTF_8).strip());
        }
        return batch.exitCode();
    }

    private InputFiles.Pictures pictures(Path content, TransferOptions options, int size) {
        return new InputFiles(content, styles, Optional.ofNullable(startImage), guides.files())
                .read(size, options.styleSide(size));
    }

    /** Timing it takes a moment, for those who ask. */
    private static Plan plan(StyleTransfer transfer, TransferOptions options, InputFiles.Pictures pictures) {
        return transfer.plan(options, pictures.content(), pictures.styles(), pictures.guides(), pictures.startImage());
    }

    private TransferReport paint(
            StyleTransfer transfer,
            TransferOptions options,
            InputFiles.Pictures pictures,
            Outputs to,
            Optional<Checkpoint> resumed,
            Optional<OutputFile> kept) {
        PrintWriter err = spec.commandLine().getErr();
        Optional<Plan> plan = memory.isStated() ? Optional.of(plan(transfer, options, pictures)) : Optional.empty();
        TransferReport report;
        try (Progress progress = Progress.to(err, quiet)) {
            interruption.stopsBy(transfer::stop);
            Keeping keeping = new Keeping(progress, interruption, kept, checkpoints.due(System::nanoTime), err);
            Way way = to.way(keeping, pictures.opacity(), err);
            TransferOutcome outcome = transfer.paint(
                    options,
                    pictures.content(),
                    pictures.styles(),
                    pictures.guides(),
                    pictures.startImage(),
                    resumed,
                    way);
            if (!outcome.finished() || interruption.requested()) {
                throw keeping.kept().isPresent()
                        ? Failure.interrupted(
                                kept.orElseThrow().path(), keeping.kept().getAsInt())
                        : Failure.interrupted();
            }
            Manifest made = Manifest.of(transfer.execution(), pictures.described(), outcome);
            to.write(outcome, pictures.opacity(), made, way);
            plan.filter(any -> !quiet).ifPresent(expected -> say(PlanText.outcome(expected, outcome.report())));
            report = outcome.report();
        } catch (CheckpointRefused refused) {
            throw checkpoints.refused(refused);
        }
        if (!quiet) {
            summarise(report);
            if (!json) {
                print(to.painting().path().toString());
            }
        }
        return report;
    }

    private void print(String text) {
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }

    private void print(Plan plan) {
        print(json ? PlanText.json(plan) : PlanText.lines(plan));
    }

    private void say(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
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
