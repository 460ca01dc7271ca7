package io.impasto.engine.objective;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.impasto.autodiff.DataType;
import io.impasto.autodiff.Expr;
import io.impasto.autodiff.Graph;
import io.impasto.autodiff.LoopBody;
import io.impasto.autodiff.Model;
import io.impasto.autodiff.Shape;
import io.impasto.autodiff.ValueInfo;
import io.impasto.engine.device.Precision;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.steps.StepRule;

/**
 * Several steps as one program: a loop whose turn is an evaluation and an optimiser's step from it. Image and state never
 * leave the device between steps. A turn whose loss is above the limit, or not a number, is the last one.
 */
final class StepProgram {
    /** How many steps at most. */
    static final String TURNS = "turns";
    /** Each step's length, as the rule reads it. */
    static final String LENGTHS = "lengths";
    /** The loss above which nothing goes on. */
    static final String LIMIT = "limit";
    /** The image that was evaluated last. */
    static final String SEEN = "seen";
    /** The gradient there. */
    static final String SEEN_GRADIENT = "seen/gradient";

    private static final String TURN = "turn";
    private static final String FALLING = "falling";
    private static final String NEXT = "next/";
    private static final double LEAST = 1e-30;

    private StepProgram() {}

    static String state(String member) {
        return "state/" + member;
    }

    static String setting(String name) {
        return "setting/" + name;
    }

    /** What the program calls a carried value after the last step. */
    static String next(String name) {
        return NEXT + name;
    }

    /** @param longestMove root mean square to which every step is shortened, in units of the image */
    static Model of(FeatureNetwork network, Layout layout, Precision precision, StepRule rule, double longestMove) {
        LoopBody body = body(network, layout, precision, rule, longestMove);
        Graph graph = new Graph();
        Map<String, Expr> feeds = new HashMap<>();
        for (ValueInfo input : body.program().inputs()) {
            if (!input.name().equals(TURN)
                    && !input.name().equals(SEEN)
                    && !input.name().equals(SEEN_GRADIENT)) {
                feeds.put(input.name(), graph.input(input.name(), input.type(), input.shape()));
            }
        }
        // Overwritten by the first turn; only their shape counts.
        feeds.put(SEEN, feeds.get(Programs.IMAGE));
        feeds.put(SEEN_GRADIENT, feeds.get(Programs.IMAGE));
        graph.loop(graph.input(TURNS, DataType.INT64, Shape.SCALAR), body, feeds)
                .forEach(graph::output);
        return graph.toModel();
    }

    private static LoopBody body(
            FeatureNetwork network, Layout layout, Precision precision, StepRule rule, double longestMove) {
        Graph graph = new Graph();
        Expr image = graph.input(Programs.IMAGE, Programs.ANY_SIZE);
        Terms terms = Terms.of(graph, network, layout, image, precision);
        Expr length = graph.input(LENGTHS, Shape.of(Shape.UNKNOWN)).at(graph.input(TURN, DataType.INT64, Shape.SCALAR));
        Map<String, Expr> state = new LinkedHashMap<>();
        rule.state().forEach((member, shape) -> state.put(member, graph.input(state(member), shape)));
        Map<String, Expr> settings = new HashMap<>();
        rule.settings().keySet().forEach(name -> settings.put(name, graph.input(setting(name), Shape.SCALAR)));
        StepRule.Update update = rule.step(graph, image, terms.gradient(), length, state, settings);

        Map<String, Expr> carried = new LinkedHashMap<>();
        carried.put(Programs.IMAGE, believed(graph, image, update.image(), longestMove));
        carried.put(SEEN, image);
        carried.put(SEEN_GRADIENT, terms.gradient());
        graph.input(SEEN, Programs.ANY_SIZE);
        graph.input(SEEN_GRADIENT, Programs.ANY_SIZE);
        state.keySet()
                .forEach(member -> carried.put(state(member), update.state().get(member)));
        Map<String, String> names = new HashMap<>();
        carried.forEach((name, value) -> {
            graph.output(next(name), value);
            names.put(name, next(name));
        });
        terms.byName().forEach(graph::output);
        graph.output(FALLING, terms.total().less(graph.input(LIMIT, Shape.SCALAR)));
        return new LoopBody(graph.toModel(), names, Optional.of(TURN), Optional.of(FALLING));
    }

    /** The next iterate, brought nearer where it is farther than a step is believed. */
    private static Expr believed(Graph graph, Expr image, Expr next, double longestMove) {
        Expr move = next.minus(image);
        Expr rms = move.squared().mean().sqrt().max(graph.scalar(LEAST));
        Expr share = graph.scalar(longestMove).dividedBy(rms);
        Expr one = graph.scalar(1);
        return image.plus(move.times(share.less(one).where(share, one)));
    }
}
