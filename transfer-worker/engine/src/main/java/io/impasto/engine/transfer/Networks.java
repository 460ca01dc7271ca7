package io.impasto.engine.transfer;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.impasto.engine.device.Execution;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.objective.Evaluator;
import io.impasto.engine.objective.ObjectiveSpec;
import io.impasto.engine.objective.Problem;

/** The networks that take turns at one painting, each with its own view of the options. */
final class Networks {
    private final Sessions sessions;
    private final FeatureNetwork chosen;
    private final Optional<FeatureNetwork> builtIn;
    private final boolean continuing;
    private final int regions;

    /**
     * @param builtIn where it paints first
     * @param continuing whether the painting goes on from another
     * @param regions of the painting with styles of their own
     */
    Networks(
            Sessions sessions,
            FeatureNetwork chosen,
            Optional<FeatureNetwork> builtIn,
            boolean continuing,
            int regions) {
        this.continuing = continuing;
        this.sessions = sessions;
        this.chosen = chosen;
        this.builtIn = builtIn;
        this.regions = regions;
    }

    /** The network that was asked for. */
    FeatureNetwork chosen() {
        return chosen;
    }

    /** On what and how precisely they compute. */
    Execution execution() {
        return sessions.execution();
    }

    /** All that take part, the chosen one first. */
    List<FeatureNetwork> all() {
        return builtIn.map(first -> List.of(chosen, first)).orElse(List.of(chosen));
    }

    /** The one that paints a stage. */
    FeatureNetwork of(Schedule.Stage stage) {
        return stage.preview() ? builtIn.orElseThrow() : chosen;
    }

    /** The options as the stage's network understands them. */
    TransferOptions options(Schedule.Stage stage, TransferOptions options) {
        return stage.preview() ? Preview.options(options, builtIn.orElseThrow()) : options;
    }

    /** The session of a stage. */
    Evaluator evaluator(Schedule.Stage stage, TransferOptions options) {
        return sessions.of(of(stage), objective(stage, options));
    }

    /** The shortest side of a picture, in pixels, for which each layer of each network has a position. */
    int leastSide(TransferOptions options) {
        ObjectiveSpec objective = extended(OptionDefaults.objective(options, chosen));
        int least = sessions.of(chosen, objective).leastSide();
        return builtIn.map(first -> Math.max(least, first.leastSide(first.layers())))
                .orElse(least);
    }

    /** The objective of a stage, bound to its pictures; in tiles of this side where there is one. */
    Problem problem(Schedule.Stage stage, TransferOptions options, Pictures pictures, OptionalInt tileSide) {
        Evaluator evaluator = evaluator(stage, options);
        return evaluator.problem(
                objective(stage, options),
                pictures.content(stage.level()),
                pictures.styles(stage.level(), options, evaluator.leastSide()),
                pictures.guidance(),
                pictures.before(),
                tileSide);
    }

    /**
     * The same pictures under other weights; the network is asked again only where a style had none, or all have another size.
     *
     * @param before the options of {@code problem}
     */
    Problem reweighted(
            Schedule.Stage stage, TransferOptions before, TransferOptions options, Pictures pictures, Problem problem) {
        Evaluator evaluator = evaluator(stage, options);
        List<Double> blend = pictures.blend(options);
        return options.styleScale().equals(before.styleScale()) && evaluator.knows(problem, blend)
                ? evaluator.reweighted(problem, objective(stage, options), blend)
                : problem(stage, options, pictures, problem.tileSide());
    }

    ObjectiveSpec objective(Schedule.Stage stage, TransferOptions options) {
        return extended(OptionDefaults.objective(options(stage, options), of(stage)));
    }

    private ObjectiveSpec extended(ObjectiveSpec objective) {
        return (continuing ? objective.afterAnother() : objective).guided(regions);
    }
}
