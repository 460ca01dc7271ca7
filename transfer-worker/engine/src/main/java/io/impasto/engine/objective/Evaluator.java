package io.impasto.engine.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.impasto.autodiff.ModelException;
import io.impasto.autodiff.Program;
import io.impasto.autodiff.Shape;
import io.impasto.autodiff.Tensor;
import io.impasto.engine.device.Execution;
import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.NetworkException;
import io.impasto.engine.optimiser.Optimiser;
import io.impasto.engine.steps.StepRule;

/**
 * The warm sessions of one layout on one network: computes targets, and binds them to problems of any size. Not for two
 * threads at once; {@link #terminate} may come from any.
 */
public final class Evaluator implements AutoCloseable {
    private final FeatureNetwork network;
    private final Layout layout;
    private final Execution execution;
    private final Guides guides;
    private final Lately lately = new Lately();
    private final int leastSide;
    private final Shape size;
    private volatile WholePrograms whole;
    private volatile Tiling tiling;
    private final Map<String, Program> steps = new ConcurrentHashMap<>();

    private Evaluator(FeatureNetwork network, Layout layout, Shape size, Execution execution) {
        this.network = network;
        this.layout = layout;
        this.guides = new Guides(network, layout);
        this.execution = execution;
        this.size = size;
        this.leastSide = network.leastSide(layout.layers());
        this.whole = WholePrograms.load(network, layout, size, execution);
    }

    /**
     * Differentiates the objective and opens its sessions.
     *
     * @throws NetworkException if the network lacks a layer, naming it and those there are, or can't be differentiated
     */
    public static Evaluator open(FeatureNetwork network, Layout layout) {
        return open(network, layout, Execution.CPU);
    }

    /** As {@link #open(FeatureNetwork, Layout)}, on another device or in another precision. */
    public static Evaluator open(FeatureNetwork network, Layout layout, Execution execution) {
        return open(network, layout, Programs.ANY_SIZE, execution);
    }

    /** As {@link #open(FeatureNetwork, Layout, Execution)}, for images of one shape where {@code size} is known. */
    static Evaluator open(FeatureNetwork network, Layout layout, Shape size, Execution execution) {
        try {
            return new Evaluator(network, layout, size, execution);
        } catch (ModelException refused) {
            throw new NetworkException("network " + network.name() + ": " + refused.getMessage(), refused);
        }
    }

    /** The network that computes the features. */
    public FeatureNetwork network() {
        return network;
    }

    /** What shaped the programs. */
    public Layout layout() {
        return layout;
    }

    /** On what and how precisely it computes. */
    public Execution execution() {
        return execution;
    }

    /** The shortest side of an image, in pixels, for which each layer has a position. */
    public int leastSide() {
        return leastSide;
    }

    /**
     * Binds an objective to its pictures.
     *
     * @param spec an objective of this evaluator's layout
     * @param content what is seen; its size is the image's
     * @param styles at least one if the objective has style layers; one weight at least above 0
     * @throws IllegalArgumentException if a picture's side is below {@link #leastSide}, or all blend weights are 0
     * @throws java.util.concurrent.CancellationException if {@link #terminate} was called meanwhile
     */
    public Problem problem(ObjectiveSpec spec, Picture content, List<Style> styles) {
        return problem(spec, content, styles, OptionalInt.empty());
    }

    /**
     * Binds an objective to its pictures, none before them.
     *
     * @param tileSide as of {@link #problem(ObjectiveSpec, Picture, List, Optional, OptionalInt)}
     */
    public Problem problem(ObjectiveSpec spec, Picture content, List<Style> styles, OptionalInt tileSide) {
        return problem(spec, content, styles, Optional.empty(), tileSide);
    }

    /**
     * Binds an objective to its pictures; in tiles, losses and gradient are the same but for rounding. Whole and tiled problems
     * do not go together: each ends those of the other kind, whose sessions close.
     *
     * @param before what the image goes on from, of the content's size; there if the objective is continuing
     * @param tileSide longest side of a tile in pixels, without its halo; empty for the whole image at once
     * @throws io.impasto.engine.network.NotTileable if it should be in tiles and the network does not allow it
     */
    public Problem problem(
            ObjectiveSpec spec,
            Picture content,
            List<Style> styles,
            Optional<Continuity> before,
            OptionalInt tileSide) {
        return problem(spec, content, styles, Guidance.NONE, before, tileSide);
    }

    /** As {@link #problem(ObjectiveSpec, Picture, List, Guidance, Optional, OptionalInt)}, without a picture before. */
    public Problem problem(
            ObjectiveSpec spec, Picture content, List<Style> styles, Guidance guidance, OptionalInt tileSide) {
        return problem(spec, content, styles, guidance, Optional.empty(), tileSide);
    }

    /**
     * As {@link #problem(ObjectiveSpec, Picture, List, Optional, OptionalInt)}, region by region.
     *
     * @param guidance with as many regions as the objective has
     * @throws IllegalArgumentException if it has others, or does not name a part of each style
     */
    public Problem problem(
            ObjectiveSpec spec,
            Picture content,
            List<Style> styles,
            Guidance guidance,
            Optional<Continuity> before,
            OptionalInt tileSide) {
        requireLayout(spec);
        requireBefore(spec, content, before);
        requireGuidance(spec, styles, guidance);
        Stream.concat(
                        Stream.of(content),
                        styles.stream().filter(style -> style.weight() > 0).map(Style::picture))
                .forEach(this::requireSide);
        List<Map<String, Tensor>> styleTargets = styleTargets(styles, guidance, tileSide);
        Map<String, Tensor> contentTargets = targets(content, guides.whole(), tileSide, true);
        Targets targets = targets(spec, content, contentTargets, styleTargets, styles, guidance, before);
        if (tileSide.isEmpty()) {
            return new WholeProblem(openWhole().evaluation(), spec, targets);
        }
        int side = tileSide.getAsInt();
        Tiling programs = openTiling();
        return new TiledProblem(programs, spec, targets, programs.feeds(content.width(), content.height(), side), side);
    }

    /**
     * The same pictures under other weights; the network is not asked again.
     *
     * @param problem of this network and of the same layers
     * @param spec an objective of this evaluator's layout
     * @param blend a weight for each style, one at least above 0; only 0 for one that had 0 at first, see {@link #knows}
     */
    public Problem reweighted(Problem problem, ObjectiveSpec spec, List<Double> blend) {
        requireLayout(spec);
        if (problem instanceof TiledProblem tiled) {
            Targets targets = Targets.of(spec, tiled.targets().goals(), shares(spec, blend));
            Tiling programs = openTiling();
            return new TiledProblem(
                    programs, spec, targets, programs.feeds(tiled.width(), tiled.height(), tiled.side()), tiled.side());
        }
        Targets targets = Targets.of(spec, ((WholeProblem) problem).targets().goals(), shares(spec, blend));
        return new WholeProblem(openWhole().evaluation(), spec, targets);
    }

    /**
     * Whether {@link #reweighted} can be had: a style of weight 0 is not looked at, and so is not known.
     *
     * @param blend a weight for each style
     */
    public boolean knows(Problem problem, List<Double> blend) {
        Targets targets = problem instanceof TiledProblem tiled ? tiled.targets() : ((WholeProblem) problem).targets();
        List<Map<String, Tensor>> styles = targets.goals().styles();
        return IntStream.range(0, blend.size())
                .noneMatch(k -> blend.get(k) > 0 && styles.get(k).isEmpty());
    }

    /**
     * What the network sees in a picture, without a gradient.
     *
     * @param picture of any size
     * @param tileSide as for {@link #problem(ObjectiveSpec, Picture, List, OptionalInt)}
     * @param features whether to keep those of the content layers; without, only Gram matrices come back
     * @throws IllegalArgumentException if a side is below {@link #leastSide}
     * @throws java.util.concurrent.CancellationException if {@link #terminate} was called meanwhile
     */
    public Appearance appearance(Picture picture, OptionalInt tileSide, boolean features) {
        requireSide(picture);
        return Appearance.of(layout, targets(picture, guides.whole(), tileSide, features), features);
    }

    /**
     * What the network sees in parts of a picture, each by itself, without a gradient.
     *
     * @param picture of any size
     * @param parts for each region of the layout; one that is empty is nothing, and so are its Gram matrices
     * @param tileSide as for {@link #problem(ObjectiveSpec, Picture, List, OptionalInt)}
     * @return for each part the Gram matrices {@code A/M} of each style layer, N x N
     * @throws IllegalArgumentException if a side is below {@link #leastSide}, or the layout has other regions
     * @throws java.util.concurrent.CancellationException if {@link #terminate} was called meanwhile
     */
    public List<Map<String, Tensor>> grams(Picture picture, List<Optional<Mask>> parts, OptionalInt tileSide) {
        requireSide(picture);
        if (parts.size() != layout.regions()) {
            throw new IllegalArgumentException(
                    "there are " + parts.size() + " parts, and the objective has " + layout.regions() + " regions");
        }
        return Appearance.regions(layout, targets(picture, parts, tileSide, false));
    }

    /** @param parts for each region of the layout, what it is of the picture */
    private Map<String, Tensor> targets(
            Picture picture, List<Optional<Mask>> parts, OptionalInt tileSide, boolean features) {
        if (tileSide.isEmpty()) {
            WholePrograms programs = openWhole();
            return lately.of(
                    picture,
                    parts,
                    () -> programs.targets(picture, guides.of(picture.width(), picture.height(), parts)));
        }
        Tiling programs = openTiling();
        TileFeeds feeds = programs.feeds(picture.width(), picture.height(), tileSide.getAsInt());
        return programs.targets(picture, guides.of(picture.width(), picture.height(), parts), feeds, features);
    }

    private void requireLayout(ObjectiveSpec spec) {
        if (!Layout.of(spec).equals(layout)) {
            throw new IllegalArgumentException("the objective has another layout than its evaluator");
        }
    }

    private static void requireBefore(ObjectiveSpec spec, Picture content, Optional<Continuity> before) {
        if (spec.continuing() != before.isPresent()) {
            throw new IllegalArgumentException("a continuing objective, and no other, needs a picture before");
        }
        before.map(Continuity::warped).ifPresent(warped -> {
            if (warped.width() != content.width() || warped.height() != content.height()) {
                throw new IllegalArgumentException(
                        "the picture before is " + warped.width() + " x " + warped.height() + ", the content "
                                + content.width() + " x " + content.height() + "; they have to be of one size");
            }
        });
    }

    private static void requireGuidance(ObjectiveSpec spec, List<Style> styles, Guidance guidance) {
        if (guidance.size() != spec.regions()
                || guidance.size() > 0 && guidance.styles().size() != styles.size()) {
            throw new IllegalArgumentException("the guidance is for " + guidance.size() + " regions and "
                    + guidance.styles().size() + " styles, the objective for " + spec.regions() + " and "
                    + styles.size());
        }
    }

    /**
     * What each style is to the network; nothing for one of weight 0, which nobody looks at. Of styles, features are not
     * wanted.
     */
    private List<Map<String, Tensor>> styleTargets(List<Style> styles, Guidance guidance, OptionalInt tileSide) {
        List<Map<String, Tensor>> all = new ArrayList<>();
        for (int k = 0; k < styles.size(); k++) {
            Style style = styles.get(k);
            List<Optional<Mask>> parts =
                    guidance.size() == 0 ? List.of() : guidance.styles().get(k);
            all.add(style.weight() == 0 ? Map.of() : targets(style.picture(), parts, tileSide, false));
        }
        return all;
    }

    private Targets targets(
            ObjectiveSpec spec,
            Picture content,
            Map<String, Tensor> contentTargets,
            List<Map<String, Tensor>> styleTargets,
            List<Style> styles,
            Guidance guidance,
            Optional<Continuity> before) {
        Map<String, Tensor> where = guides.of(content.width(), content.height(), guidance.parts());
        Goals goals =
                new Goals(content.width(), content.height(), contentTargets, styleTargets, guidance, where, before);
        return Targets.of(
                spec, goals, shares(spec, styles.stream().map(Style::weight).toList()));
    }

    private WholePrograms openWhole() {
        if (whole == null) {
            closeTiling();
            whole = WholePrograms.load(network, layout, size, execution);
        }
        return whole;
    }

    /** What the sessions for whole images hold would be missing for tiles. */
    private Tiling openTiling() {
        if (tiling == null) {
            network.reach(layout.layers());
            closeWhole();
            tiling = new Tiling(network, layout, execution);
        }
        return tiling;
    }

    private void requireSide(Picture picture) {
        if (Math.min(picture.width(), picture.height()) < leastSide) {
            throw new IllegalArgumentException("a picture of " + picture.width() + " x " + picture.height()
                    + " is too small for " + network.name() + ", which needs " + leastSide + " pixels on each side");
        }
    }

    /**
     * Steps down a problem of this evaluator, several in each run.
     *
     * @param optimiser whose steps they are
     * @param longestMove root mean square to which every step is shortened, in units of the image
     * @return empty if steps are to be taken one by one, or can't be taken in another way
     */
    public Optional<Steps> steps(Problem problem, Optimiser optimiser, double longestMove) {
        if (execution.stepsPerRun() == 1 || !(problem instanceof WholeProblem inOnePiece)) {
            return Optional.empty();
        }
        return StepRule.of(optimiser)
                .map(rule -> new Steps(
                        program(rule, longestMove),
                        inOnePiece.spec(),
                        inOnePiece.targets(),
                        rule,
                        execution.stepsPerRun()));
    }

    private Program program(StepRule rule, double longestMove) {
        return steps.computeIfAbsent(
                rule.kind(),
                kind -> Program.load(
                        StepProgram.of(network, layout, execution.precision(), rule, longestMove),
                        execution.programs()));
    }

    private static double[] shares(ObjectiveSpec spec, List<Double> blend) {
        double sum = blend.stream().mapToDouble(Double::doubleValue).sum();
        if (!(sum > 0) && !spec.styleLayers().isEmpty()) {
            throw new IllegalArgumentException("a style term needs at least one style with a blend weight above 0");
        }
        return blend.stream().mapToDouble(weight -> weight / sum).toArray();
    }

    /** Ends the run in progress within milliseconds; nothing if there is none. */
    public void terminate() {
        WholePrograms wholeNow = whole;
        if (wholeNow != null) {
            wholeNow.terminate();
        }
        Tiling tilingNow = tiling;
        if (tilingNow != null) {
            tilingNow.terminate();
        }
        steps.values().forEach(Program::terminate);
    }

    /** One-off evaluation: targets of {@code content} and {@code styles}, then losses and gradient at {@code image}. */
    public static Evaluated evaluate(
            FeatureNetwork network, ObjectiveSpec spec, Picture content, List<Style> styles, Picture image) {
        return evaluate(network, Execution.CPU, spec, content, styles, image);
    }

    /** As {@link #evaluate(FeatureNetwork, ObjectiveSpec, Picture, List, Picture)}, on another device or in another precision. */
    public static Evaluated evaluate(
            FeatureNetwork network,
            Execution execution,
            ObjectiveSpec spec,
            Picture content,
            List<Style> styles,
            Picture image) {
        if (image.width() != content.width() || image.height() != content.height()) {
            throw new IllegalArgumentException("the image is " + image.width() + " x " + image.height()
                    + ", the content " + content.width() + " x " + content.height() + "; they have to be of one size");
        }
        try (Evaluator evaluator = open(network, Layout.of(spec), execution)) {
            float[] gradient = new float[image.rgb().length];
            Losses losses = evaluator.problem(spec, content, styles).evaluate(image.rgb(), gradient);
            return new Evaluated(losses, gradient);
        }
    }

    /** Gives back what the sessions hold; the next problem or picture opens them again. Problems so far end. */
    public void rest() {
        closeWhole();
        closeTiling();
    }

    @Override
    public void close() {
        rest();
    }

    private void closeWhole() {
        lately.forget();
        if (whole != null) {
            whole.close();
            whole = null;
        }
        steps.values().forEach(Program::close);
        steps.clear();
    }

    private void closeTiling() {
        if (tiling != null) {
            tiling.close();
            tiling = null;
        }
    }
}
