package io.impasto.engine.transfer;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;

import io.impasto.engine.colour.ColourMatching;
import io.impasto.engine.device.Execution;
import io.impasto.engine.image.Picture;
import io.impasto.engine.image.Resampling;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.objective.Continuity;
import io.impasto.engine.objective.Evaluator;
import io.impasto.engine.objective.Guidance;
import io.impasto.engine.quality.Quality;

/**
 * Paints: minimises an objective over the pixels of a picture, coarse to fine. Sessions stay warm from job to job and
 * serve every size. One job at a time; {@link #stop}, {@link #pause}, {@link #resume} and {@link #reweight} may be called
 * from any thread.
 */
public final class StyleTransfer implements AutoCloseable {
    /** A memory budget that no painting exceeds. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** Styles that one painting can have. */
    public static final int MOST_STYLES = OptionRanges.MOST_STYLES;

    private static final int WARM_UP_SIDE = 32;

    private final FeatureNetwork network;
    private final long memory;
    private final PaceOfNetworks pace = new PaceOfNetworks();
    private final Execution execution;
    private final Sessions sessions;
    private final AtomicReference<Painting> current = new AtomicReference<>();
    private FeatureNetwork builtIn;

    private StyleTransfer(FeatureNetwork network, long memory, Execution execution) {
        this.execution = execution;
        this.network = network;
        this.memory = memory;
        this.sessions = new Sessions(execution);
    }

    /** Prepares to paint with a network; sessions open with the first job of each objective and stay. */
    public static StyleTransfer open(FeatureNetwork network) {
        return open(network, UNLIMITED);
    }

    /** @param memory bytes that the process may take; larger paintings are evaluated in tiles, or refused */
    public static StyleTransfer open(FeatureNetwork network, long memory) {
        return open(network, memory, Execution.CPU);
    }

    /**
     * @param memory bytes that the process may take; larger paintings are evaluated in tiles, or refused
     * @param execution on what and how precisely to compute
     */
    public static StyleTransfer open(FeatureNetwork network, long memory, Execution execution) {
        return new StyleTransfer(network, memory, execution);
    }

    /** On what and how precisely it computes. */
    public Execution execution() {
        return execution;
    }

    /** The network that paints. */
    public FeatureNetwork network() {
        return network;
    }

    /**
     * Paints a small picture with these options, so that the first job starts at once.
     *
     * @throws InvalidOption if an option does not fit the network
     */
    public void warmUp(TransferOptions options) {
        Picture grey = Picture.filled(WARM_UP_SIDE, WARM_UP_SIDE, 127, 127, 127);
        TransferOptions small = options.toBuilder()
                .size(WARM_UP_SIDE)
                .levels(1)
                .evaluations(2)
                .previewEvaluations(0)
                .styleWeights(null)
                .styleScale(null)
                .start(Start.CONTENT)
                .build();
        paint(small, grey, List.of(grey), Optional.empty(), Optional.empty(), TransferListener.none());
    }

    /**
     * Paints one picture.
     *
     * @param options what is left out is the preset's
     * @param content decides what is seen; any size, resized to the options' long side
     * @param styles decide how; 1 to 8, any sizes
     * @param startImage with start {@code image}: what to start from, resized to the content's shape
     * @param resume a checkpoint of the same job to go on from
     * @param listener hears of every evaluation
     * @throws InvalidOption if an option does not fit the network, the pictures or the memory budget
     * @throws io.impasto.engine.image.ImageException if a picture is too small for the network
     * @throws CheckpointRefused if {@code resume} is of another job
     */
    public TransferOutcome paint(
            TransferOptions options,
            Picture content,
            List<Picture> styles,
            Optional<Picture> startImage,
            Optional<Checkpoint> resume,
            TransferListener listener) {
        return paint(options, content, styles, GuidePictures.NONE, startImage, resume, listener);
    }

    /**
     * As {@link #paint(TransferOptions, Picture, List, Optional, Optional, TransferListener)}, each part of the painting after
     * its own part of the styles.
     *
     * @param guides which part takes after which
     * @throws InvalidOption also if they do not fit the pictures or each other
     */
    public TransferOutcome paint(
            TransferOptions options,
            Picture content,
            List<Picture> styles,
            GuidePictures guides,
            Optional<Picture> startImage,
            Optional<Checkpoint> resume,
            TransferListener listener) {
        return paint(job(options, content, styles, guides, startImage, Optional.empty()), resume, listener);
    }

    /**
     * Paints a picture of a sequence so that it goes on from the one before, in one go at the painting's size; {@code levels},
     * {@code previewEvaluations} and {@code start} do not count.
     *
     * @param options as of {@link #paint(TransferOptions, Picture, List, Optional, Optional, TransferListener)}
     * @param start what to start from, resized to the content's shape
     * @param before of the painting's size
     * @throws InvalidOption as there, or if the picture before is of another size
     */
    public TransferOutcome paint(
            TransferOptions options,
            Picture content,
            List<Picture> styles,
            Picture start,
            Continuity before,
            TransferListener listener) {
        TransferOptions inOneGo = options.toBuilder()
                .levels(1)
                .previewEvaluations(0)
                .start(Start.IMAGE)
                .build();
        Job job = job(inOneGo, content, styles, GuidePictures.NONE, Optional.of(start), Optional.of(before));
        return paint(job, Optional.empty(), listener);
    }

    private TransferOutcome paint(Job job, Optional<Checkpoint> resume, TransferListener listener) {
        Painting painting = new Painting(
                job.networks(),
                job.filled(),
                prepared(job),
                job.schedule(),
                job.planner().plan(null),
                listener);
        if (!current.compareAndSet(null, painting)) {
            throw new IllegalStateException("one job at a time");
        }
        try {
            return painting.paint(resume);
        } finally {
            current.set(null);
        }
    }

    /**
     * What painting this would take, timed by a few small evaluations; parameters as of {@link #paint}.
     *
     * @throws InvalidOption as {@link #paint}
     * @throws io.impasto.engine.image.ImageException as {@link #paint}
     */
    public Plan plan(TransferOptions options, Picture content, List<Picture> styles, Optional<Picture> startImage) {
        return plan(options, content, styles, GuidePictures.NONE, startImage);
    }

    /** As {@link #plan(TransferOptions, Picture, List, Optional)}, with guides. */
    public Plan plan(
            TransferOptions options,
            Picture content,
            List<Picture> styles,
            GuidePictures guides,
            Optional<Picture> startImage) {
        Job job = job(options, content, styles, guides, startImage, Optional.empty());
        for (Schedule.Stage stage : job.schedule().stages()) {
            pace.time(
                    job.networks().of(stage).name(),
                    job.networks().evaluator(stage, job.filled()),
                    job.networks().objective(stage, job.filled()));
        }
        return job.planner().plan(pace);
    }

    /**
     * What is painted, by whom, in which order, and how it is to fit into memory.
     *
     * @param given as they came: a plan wants no more than their sizes
     * @param width of the painting, pixels
     * @param height of the painting, pixels
     */
    private record Job(
            Networks networks,
            TransferOptions filled,
            Pictures given,
            int width,
            int height,
            Schedule schedule,
            Planner planner) {}

    /** The content at the painting's size, the styles in the colours that they are to have. */
    private static Pictures prepared(Job job) {
        Pictures given = job.given();
        return new Pictures(
                Resampling.resizeInLight(given.content(), job.width(), job.height()),
                coloured(given.styles(), given.content(), job.filled()),
                given.start(),
                given.guides(),
                given.guidance(),
                given.before());
    }

    private Job job(
            TransferOptions options,
            Picture content,
            List<Picture> styles,
            GuidePictures guides,
            Optional<Picture> startImage,
            Optional<Continuity> before) {
        TransferOptions filled = options.resolve(network, content.width(), content.height());
        requireStyles(filled, styles);
        if (filled.start() == Start.IMAGE && startImage.isEmpty()) {
            throw new InvalidOption("startImage", "start 'image' needs a start image");
        }
        int width = Pyramid.side(content.width(), content.width(), content.height(), filled.size());
        int height = Pyramid.side(content.height(), content.width(), content.height(), filled.size());
        before.ifPresent(continuity -> requireSize(continuity.warped(), width, height));
        guides.require(filled);
        Guidance guidance = guides.guidance(content, styles);
        Networks networks = networks(filled, before.isPresent(), guidance.size());
        int leastSide = Math.max(networks.leastSide(filled), 2);
        PictureSizes sizes = new PictureSizes(network.name(), leastSide, filled, Math.max(width, height));
        sizes.require(content, styles);
        requireSide(filled, width, height, leastSide);

        Pictures given = new Pictures(
                content,
                List.copyOf(styles),
                filled.start() == Start.IMAGE ? startImage : Optional.empty(),
                guides,
                guidance,
                before);
        Schedule schedule = schedule(filled, width, height, sizes.levels(styles), leastSide);
        Planner planner = new Planner(networks, filled, given, schedule, memory);
        // What does not fit is refused before memory is taken for it.
        planner.plan(null);
        return new Job(networks, filled, given, width, height, schedule, planner);
    }

    private static List<Picture> coloured(List<Picture> styles, Picture content, TransferOptions filled) {
        return filled.color() == ColorMode.MATCHED
                ? styles.stream()
                        .map(style -> ColourMatching.match(style, content))
                        .toList()
                : List.copyOf(styles);
    }

    /**
     * Judges any picture as if this network had painted it.
     *
     * @param options decide layers, pooling and the styles' weights; what is left out is the preset's
     * @param content the photograph, resized to the result's size
     * @param styles 1 to 8, any sizes
     * @param result of the content's shape
     * @throws InvalidOption if an option does not fit the network or the styles
     * @throws io.impasto.engine.image.ImageException if a picture is too small for the network
     */
    public Quality judge(TransferOptions options, Picture content, List<Picture> styles, Picture result) {
        return judge(options, content, styles, GuidePictures.NONE, result);
    }

    /**
     * As {@link #judge(TransferOptions, Picture, List, Picture)}, also each part of it after its own part of the styles.
     *
     * @param guides which part is to be like which
     * @throws InvalidOption also if they do not fit the pictures or each other
     */
    public Quality judge(
            TransferOptions options, Picture content, List<Picture> styles, GuidePictures guides, Picture result) {
        TransferOptions filled = options.resolve(network, content.width(), content.height());
        requireStyles(filled, styles);
        Guidance guidance = guides.guidance(content, styles);
        Evaluator evaluator =
                sessions.of(network, OptionDefaults.objective(filled, network).guided(guidance.size()));
        PictureSizes sizes = new PictureSizes(network.name(), evaluator.leastSide(), filled, result.longSide());
        sizes.require("the result", result.width(), result.height());
        sizes.require(content, styles);
        Picture resized = Resampling.resizeInLight(content, result.width(), result.height());
        Pictures pictures = new Pictures(
                resized, coloured(styles, resized, filled), Optional.empty(), guides, guidance, Optional.empty());
        return new Critic(evaluator, filled, OptionalInt.empty()).judge(pictures, result);
    }

    /** Ends the job in progress within milliseconds, in the middle of an evaluation if need be; nothing if there is none. */
    public void stop() {
        Painting painting = current.get();
        if (painting != null) {
            painting.stop();
        }
    }

    /**
     * Lets the job in progress rest after the evaluation that it is at, until {@link #resume} or {@link #stop}; nothing if
     * there is none. The time does not count.
     */
    public void pause() {
        Painting painting = current.get();
        if (painting != null) {
            painting.requests().pause();
        }
    }

    /** Lets a paused job go on; nothing if there is none. */
    public void resume() {
        Painting painting = current.get();
        if (painting != null) {
            painting.requests().resume();
        }
    }

    /**
     * What {@link #reweight} would make of options.
     *
     * @param options filled in
     * @param change what is left out stays
     * @throws InvalidOption if something else is to change than weights, rate and evaluations
     */
    public TransferOptions reweighted(TransferOptions options, TransferOptions change) {
        return Reweighting.apply(options, change, network);
    }

    /**
     * Changes weights, learning rate or the number of evaluations of the job in progress, from the next evaluation on; nothing
     * if there is none. Weights that make the objective infinite are not taken, which the report says.
     *
     * @param change contentWeight, styleWeight, tvWeight, styleWeights, contentLayerWeights, styleLayerWeights, learningRate,
     *     evaluations, color; what is left out stays
     * @throws InvalidOption if something else is to change, or to what does not fit the job
     */
    public void reweight(TransferOptions change) {
        Painting painting = current.get();
        if (painting != null) {
            painting.reweight(change);
        }
    }

    private static Schedule schedule(TransferOptions filled, int width, int height, int levels, int leastSide) {
        int preview = filled.previewEvaluations();
        return preview == 0
                ? Schedule.of(Pyramid.of(width, height, levels, filled.evaluations(), leastSide))
                : Schedule.of(Pyramid.of(width, height, levels, preview, leastSide), filled.evaluations() - preview);
    }

    private Networks networks(TransferOptions filled, boolean continuing, int regions) {
        if (filled.previewEvaluations() == 0) {
            return new Networks(sessions, network, Optional.empty(), continuing, regions);
        }
        if (builtIn == null) {
            builtIn = Models.standard().named(Models.BUILT_IN);
        }
        return new Networks(sessions, network, Optional.of(builtIn), continuing, regions);
    }

    private static void requireStyles(TransferOptions filled, List<Picture> styles) {
        if (styles.isEmpty() || styles.size() > MOST_STYLES) {
            throw new InvalidOption("styles", "there must be 1 to " + MOST_STYLES + " styles, not " + styles.size());
        }
        requireBlend(filled, styles.size());
    }

    static void requireBlend(TransferOptions options, int styles) {
        List<Double> weights = options.styleWeights();
        if (weights != null && weights.size() != styles) {
            throw new InvalidOption(
                    "styleWeights",
                    "styleWeights must hold one weight for each style: " + styles + ", not " + weights.size());
        }
    }

    private static void requireSize(Picture before, int width, int height) {
        if (before.width() != width || before.height() != height) {
            throw new InvalidOption(
                    "size",
                    "the picture before is " + before.width() + " x " + before.height() + ", the painting " + width
                            + " x " + height + "; they have to be of one size");
        }
    }

    private void requireSide(TransferOptions filled, int width, int height, int leastSide) {
        if (Math.min(width, height) < leastSide) {
            throw new InvalidOption(
                    "size",
                    "size " + filled.size() + " makes a painting of " + width + " x " + height + "; network "
                            + network.name() + " needs " + leastSide + " pixels on each side");
        }
    }

    @Override
    public void close() {
        sessions.close();
    }
}
